import { startStack } from '../../../local/stack.ts'
import { openBrowser } from '../browser.ts'
import { serveEmptyPage } from './empty-page.ts'
import { measureFirstPage, signedIn } from './first-page.ts'
import { measureList } from './list-units.ts'

/** Figures of the console, printed and never asserted: they are of this machine. `node test/browser/bench/main.ts [URL]` */
const [, , address] = process.argv

const stack = address === undefined ? await startStack({ inMemory: true }) : undefined
const url = address ?? stack?.url ?? ''
const browser = await openBrowser()
const empty = await serveEmptyPage()
try {
  const session = await signedIn(browser, url, 'clerk.hefei')
  const console_ = await measureFirstPage(browser, `${url}/console`, session)
  const bare = await measureFirstPage(browser, empty.url)
  const ratio = console_.millis / bare.millis
  console.log(
    `console: ${Math.round(console_.bytes / 1000)} kB, usable after ${Math.round(console_.millis)} ms`,
  )
  console.log(`empty antd page: ${Math.round(bare.bytes / 1000)} kB, ${Math.round(bare.millis)} ms`)
  console.log(`ratio: ${ratio.toFixed(2)}`)
} finally {
  empty.close()
  await browser.close()
  await stack?.stop()
}
const { persons, pages } = await measureList(100_000)
for (const { roundTrips, readUnits } of pages)
  console.log(`a page of a list of ${persons} persons: ${readUnits} read units in ${roundTrips} round trips`)
process.exit(0)
