/**
 * A person's words for a text on GitHub, which would tell everybody whose name follows an @, and close the issue in
 * "fixes #12".
 */
export const unmentioned = (text: string): string => text.replaceAll(/[@#]/g, '$&\u200b')
