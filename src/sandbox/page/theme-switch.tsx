import { useEffect, useState } from 'preact/hooks'
import { Icon } from './icons.tsx'

const storageKey = 'pilothouse-sandbox-theme'

export function ThemeSwitch() {
  const [chosen, setChosen] = useState(() => localStorage.getItem(storageKey))
  const preferred = usePreferred()
  const theme = chosen ?? preferred
  useEffect(() => {
    document.documentElement.dataset.theme = theme
  }, [theme])
  const other = theme === 'dark' ? 'light' : 'dark'
  const change = () => {
    localStorage.setItem(storageKey, other)
    setChosen(other)
  }
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={`Use the ${other} theme`}
      title={`Use the ${other} theme`}
      onClick={change}
    >
      <Icon name="sun" />
    </button>
  )
}

/** The machine's own theme, followed while nobody has chosen another here. */
function usePreferred(): 'dark' | 'light' {
  const [dark] = useState(() => matchMedia('(prefers-color-scheme: dark)'))
  const [isDark, setDark] = useState(dark.matches)
  useEffect(() => {
    const follow = () => setDark(dark.matches)
    follow()
    dark.addEventListener('change', follow)
    return () => dark.removeEventListener('change', follow)
  }, [dark])
  return isDark ? 'dark' : 'light'
}
