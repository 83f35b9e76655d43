import { SQSClient } from '@aws-sdk/client-sqs'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, inject, test } from 'vitest'
import { causeAttributes, sendTo } from '#shared/edge/events/inbox.ts'
import { TongchouError } from '#shared/kernel/errors.ts'
import { localClient } from '../../local/local-clients.ts'
import { done, expectSound, openBrowser, signIn } from './officer.ts'

const { inbox } = inject('yearStack')
let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})

afterAll(() => browser?.close())

/** What the consumer of an earlier version could not read, as it lays it aside; this one reads it. */
const layAside = async (sweepId: string): Promise<void> => {
  const client = new SQSClient(localClient(inbox.endpoint))
  const swept = {
    sweepId,
    scheme: 'resident',
    city: '341800',
    fundYear: 2025,
    amount: 100,
    sweptOn: '2025-12-01',
  }
  const detail = { id: `sweep:${sweepId}`, occurredOn: '2025-12-01', data: swept }
  const body = { source: 'tongchou.contribution', 'detail-type': 'income-swept.v1', detail }
  const cause = new TongchouError('event.unreadable', 'sweptOn: not a day')
  await sendTo(client, inbox.deadLettersUrl, JSON.stringify(body), causeAttributes(cause))
  client.destroy()
}

test('a poison message is found with its cause and its section of the runbook, and redriven', async () => {
  await layAside('SW-poison')
  const watch = await signIn(browser, 'chief.anhui')
  await watch.go('watch/night')
  const letter = watch.page.locator('tr', { hasText: 'income-swept.v1 sweep:SW-poison' })
  await letter.getByText('event.unreadable: sweptOn: not a day').waitFor()
  await expectSound(watch, 'the night watch')

  await letter.getByRole('link', { name: '运行手册' }).click()
  await watch.page.getByRole('heading', { name: 'Inbox dead letters' }).waitFor()
  await watch.go('watch/night')

  await letter.getByRole('button', { name: '重新投递' }).click()
  await watch.page.locator('.ant-drawer form button[type=submit]').click()
  await done(watch, '重新投递')
  await watch.page.getByText('没有死信').waitFor()
})

test('only the province watches: a city has no such page', async () => {
  const clerk = await signIn(browser, 'clerk.hefei')
  await clerk.go('watch/night')
  await clerk.page.getByText('没有这个页面，或您无权查看。').waitFor()
})
