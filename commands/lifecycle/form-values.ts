/** A chosen moment arrives as seconds. */
export const momentIn = (seconds: string | undefined): Date | null =>
  seconds ? new Date(Number(seconds) * 1000) : null

/** Those chosen that are still configured. */
export const servicesIn = (
  chosen: string | undefined,
  { services }: { services: readonly { name: string }[] },
): string[] => {
  const names = chosen?.split(',') ?? []
  return services.map(({ name }) => name).filter((name) => names.includes(name))
}
