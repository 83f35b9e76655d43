import type { Browser, Page } from 'playwright-core'

/** What a first page took: kilobytes that came, without fonts, and milliseconds until it can be used. */
export type FirstPage = { readonly bytes: number; readonly millis: number }

const times = 5

const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN

type Session = Readonly<Record<string, string>>

/** The session of an officer who signed in by the issuer's page, for a tab that begins with it. */
export const signedIn = async (browser: Browser, url: string, name: string): Promise<Session> => {
  const page = await (await browser.newContext()).newPage()
  await page.goto(`${url}/console`)
  await page.getByRole('button', { name }).first().click()
  await page.locator('#content h1').waitFor()
  const session = await page.evaluate(() => ({ ...sessionStorage }))
  await page.context().close()
  return session as Session
}

/** What came over the wire for a page, compressed, without fonts and without what the services answered. */
const bytesOf = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const came = [
      ...performance.getEntriesByType('navigation'),
      ...performance.getEntriesByType('resource'),
    ] as PerformanceResourceTiming[]
    return came
      .filter(({ name }) => !/\.woff2?$|\/v1\/|sign-in\.json/.test(name))
      .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)
  })

const once = async (browser: Browser, url: string, session: Session): Promise<FirstPage> => {
  // A context of its own has nothing in its cache.
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } })
  const page = await context.newPage()
  await page.addInitScript((kept) => {
    for (const [name, value] of Object.entries(kept)) sessionStorage.setItem(name, value)
  }, session)
  await page.goto(url)
  await page.waitForFunction(
    () =>
      document.querySelector('#content h1') !== null &&
      document.querySelector('.reading, .loading, .ant-spin-spinning, .ant-skeleton') === null,
    undefined,
    { polling: 10 },
  )
  const millis = await page.evaluate(() => performance.now())
  const bytes = await bytesOf(page)
  await context.close()
  return { bytes, millis }
}

type Asked = { readonly url: string; readonly session?: Session }

/** The median of five first pages of each address, in turn, each in a browser that knows nothing of it. */
export const measureFirstPages = async (
  browser: Browser,
  asked: readonly Asked[],
): Promise<readonly FirstPage[]> => {
  const found = asked.map((): FirstPage[] => [])
  for (let time = 0; time < times; time += 1)
    for (const [at, { url, session = {} }] of asked.entries())
      found[at]?.push(await once(browser, url, session))
  return found.map((pages) => ({
    bytes: median(pages.map(({ bytes }) => bytes)),
    millis: median(pages.map(({ millis }) => millis)),
  }))
}
