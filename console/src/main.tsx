import { createRoot } from 'react-dom/client'
import './console.css'
import { App } from './shell/app.tsx'
import { nameLists } from './shell/name-lists.ts'
import { giveStylesTheNonce } from './shell/style-nonce.ts'
import { startWords } from './words/words.ts'

document.getElementById('old-browser')?.remove()

const root = document.getElementById('root')
if (root === null) throw new Error('The page has no root.')
giveStylesTheNonce()
nameLists()
await startWords()
createRoot(root).render(<App />)
// Machines without a Chinese font get one; whoever has one never waits for it.
void import('@fontsource/noto-sans-sc/400.css')
