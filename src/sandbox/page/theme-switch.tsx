import { useEffect, useState } from 'preact/hooks'
import { Icon } from './icons.tsx'

const storageKey = 'pilothouse-sandbox-theme'

export function ThemeSwitch() {
  const [theme, setTheme] = useState(() => localStorage.getItem(storageKey) ?? preferred())
  useEffect(() => {
    document.documentElement.dataset.theme = theme
  }, [theme])
  const other = theme === 'dark' ? 'light' : 'dark'
  const change = () => {
    localStorage.setItem(storageKey, other)
    setTheme(other)
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

function preferred(): string {
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
}
