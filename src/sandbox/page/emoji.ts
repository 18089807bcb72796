/** The shortcodes that bots and people use most; a name that is not here is shown as it was typed. */
const table: Record<string, string> = Object.fromEntries(
  `white_check_mark ✅|heavy_check_mark ✔️|ballot_box_with_check ☑️|x ❌|heavy_multiplication_x ✖️|warning ⚠️|rotating_light 🚨
no_entry ⛔|no_entry_sign 🚫|octagonal_sign 🛑|stop_sign 🛑|question ❓|grey_question ❔|exclamation ❗|bangbang ‼️|information_source ℹ️
hourglass ⌛|hourglass_flowing_sand ⏳|stopwatch ⏱️|timer_clock ⏲️|alarm_clock ⏰|clock1 🕐|clock3 🕒|calendar 📆|date 📅|spiral_calendar_pad 🗓️
large_green_circle 🟢|large_yellow_circle 🟡|large_orange_circle 🟠|red_circle 🔴|large_blue_circle 🔵|large_purple_circle 🟣
white_circle ⚪|black_circle ⚫|radio_button 🔘|white_large_square ⬜|black_large_square ⬛|large_green_square 🟩|large_yellow_square 🟨|large_red_square 🟥
small_blue_diamond 🔹|small_orange_diamond 🔸|rocket 🚀|ship 🚢|package 📦|construction 🚧|fire 🔥|fire_engine 🚒|boom 💥|zap ⚡
lock 🔒|unlock 🔓|closed_lock_with_key 🔐|key 🔑|shield 🛡️|snowflake ❄️|ice_cube 🧊|eyes 👀|eye 👁️|mag 🔍|mag_right 🔎|bulb 💡
pushpin 📌|round_pushpin 📍|link 🔗|paperclip 📎|memo 📝|pencil 📝|pencil2 ✏️|clipboard 📋|page_facing_up 📄|scroll 📜|notebook 📓|ledger 📒|books 📚|bookmark 🔖|label 🏷️
chart_with_upwards_trend 📈|chart_with_downwards_trend 📉|bar_chart 📊|moneybag 💰|credit_card 💳
bell 🔔|no_bell 🔕|loudspeaker 📢|mega 📣|speech_balloon 💬|thought_balloon 💭|telephone_receiver 📞|phone ☎️|email 📧|inbox_tray 📥|outbox_tray 📤
thumbsup 👍|+1 👍|thumbsdown 👎|-1 👎|raised_hands 🙌|clap 👏|pray 🙏|wave 👋|point_right 👉|point_up ☝️|muscle 💪|ok_hand 👌|raising_hand 🙋|handshake 🤝
tada 🎉|performing_arts 🎭|sparkles ✨|star ⭐|trophy 🏆|medal 🏅|100 💯|heart ❤️|broken_heart 💔|smile 😄|slightly_smiling_face 🙂|thinking_face 🤔|sweat_smile 😅|scream 😱|sob 😭|cry 😢
gear ⚙️|wrench 🔧|hammer 🔨|hammer_and_wrench 🛠️|toolbox 🧰|electric_plug 🔌|battery 🔋|computer 💻|desktop_computer 🖥️|globe_with_meridians 🌐|cloud ☁️|satellite 🛰️
bug 🐛|ladybug 🐞|robot_face 🤖|ghost 👻|skull 💀|ambulance 🚑|adhesive_bandage 🩹|pill 💊|test_tube 🧪|microscope 🔬
arrow_up ⬆️|arrow_down ⬇️|arrow_right ➡️|arrow_left ⬅️|arrow_upper_right ↗️|arrow_lower_right ↘️|leftwards_arrow_with_hook ↩️|rewind ⏪|fast_forward ⏩|arrow_forward ▶️|double_vertical_bar ⏸️|black_square_for_stop ⏹️|track_next ⏭️|track_previous ⏮️
arrows_counterclockwise 🔄|repeat 🔁|twisted_rightwards_arrows 🔀|performing_arts 🎭|book 📖|recycle ♻️|heavy_plus_sign ➕|heavy_minus_sign ➖|new 🆕|ok 🆗|sos 🆘|up 🆙
one 1️⃣|two 2️⃣|three 3️⃣|four 4️⃣|five 5️⃣|six 6️⃣|seven 7️⃣|eight 8️⃣|nine 9️⃣|zero 0️⃣|keycap_ten 🔟
wastebasket 🗑️|file_cabinet 🗄️|dart 🎯|raised_hand ✋|file_folder 📁|open_file_folder 📂|card_index_dividers 🗂️|floppy_disk 💾|bust_in_silhouette 👤|busts_in_silhouette 👥|male-firefighter 👨‍🚒|firefighter 🧑‍🚒|pager 📟|compass 🧭|airplane ✈️|anchor ⚓|traffic_light 🚦|checkered_flag 🏁|triangular_flag_on_post 🚩|white_flag 🏳️|seedling 🌱|coffee ☕|sunny ☀️|crescent_moon 🌙|zzz 💤|parrot 🦜|birthday 🎂`
    .split(/[|\n]/)
    .map((entry) => entry.split(' ') as [string, string]),
)

export function emojiFor(name: string): string | undefined {
  return table[name.replace(/::skin-tone-\d$/, '')]
}

/** For plain_text: only shortcodes mean anything. */
export function withEmoji(text: string): string {
  return text.replace(/:([a-z0-9_+-]+):/g, (whole, name: string) => emojiFor(name) ?? whole)
}
