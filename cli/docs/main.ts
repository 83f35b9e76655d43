import { writeFileSync } from 'node:fs'
import { carryOut, defineCommand } from '../terminal/command.ts'
import { documents } from './documents.ts'

defineCommand('docs', 'Writes the generated pages of docs from the code.', [
  ['npm run docs', 'after a change of operations, events, refusals or invariants'],
])
  .usage('-- [--help]')
  .parse()

await carryOut(() => {
  for (const [name, text] of Object.entries(documents())) {
    writeFileSync(new URL(`../../docs/${name}`, import.meta.url), text)
    console.log(`docs/${name} written`)
  }
  return 0
})
