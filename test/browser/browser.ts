import { type Browser, chromium as playwright } from 'playwright-core'
import { chromiumStart, unpackChromium } from '../support/chromium.ts'

/** The browser of the journeys, without a window. */
export const openBrowser = async (): Promise<Browser> =>
  playwright.launch({ executablePath: await unpackChromium(), headless: true, ...chromiumStart() })
