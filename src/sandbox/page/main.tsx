import { render } from 'preact'
import { AppRoot } from './app.tsx'

const root = document.getElementById('app')
if (root) render(<AppRoot />, root)
