import { SQSClient } from '@aws-sdk/client-sqs'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { causeAttributes, sendTo } from '#shared/edge/events/inbox.ts'
import { TongchouError } from '#shared/kernel/errors.ts'
import { localClient } from '../../local/local-clients.ts'
import { done, expectSound, fillDay, openBrowser, send, signIn } from './officer.ts'
import { yearStack } from './year-stack.ts'

const { inbox, outboxDeadLettersUrl, year } = yearStack
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
  await watch.page.getByRole('heading', { name: '收件箱死信' }).waitFor()
  await watch.go('watch/night')

  await letter.getByRole('button', { name: '重新投递' }).click()
  await send(watch.page)
  await done(watch, '重新投递')
  await watch.page.getByText('没有死信').waitFor()
})

/** Changes that an earlier version could not publish: one lies there whole, and one was too large to lie there. */
const laySetAside = async (): Promise<void> => {
  const client = new SQSClient(localClient(inbox.endpoint))
  const keys = (name: string) => ({ pk: { S: `WARNING#${name}` }, sk: { S: 'WARNING' } })
  const aside = (name: string, images: object) =>
    JSON.stringify({ setAside: { dynamodb: { Keys: keys(name), SequenceNumber: '1', ...images } } })
  const cause = causeAttributes(new TongchouError('event.unfit', 'it has no day'))
  const whole = { ...keys('whole'), kind: { S: 'told-to-nobody' } }
  await sendTo(client, outboxDeadLettersUrl, aside('whole', { NewImage: whole }), cause)
  await sendTo(client, outboxDeadLettersUrl, aside('large', {}), cause)
  client.destroy()
}

test('what could not be published is found with its cause; what lies there whole is published, the rest is for operators', async () => {
  await laySetAside()
  const watch = await signIn(browser, 'chief.anhui')
  await watch.go('watch/night')
  const large = watch.page.locator('tr', { hasText: 'WARNING#large' })
  await large.getByText('event.unfit: it has no day').waitFor()
  expect(await large.getByRole('button', { name: '重新投递' }).count()).toBe(0)
  const whole = watch.page.locator('tr', { hasText: 'WARNING#whole' })
  await whole.getByRole('button', { name: '重新投递' }).click()
  await send(watch.page)
  await done(watch, '重新投递')
  await whole.waitFor({ state: 'detached' })
  await expectSound(watch, 'what could not be published')
})

test('what a service recorded on some days is published once more, and it is told how much that was', async () => {
  const watch = await signIn(browser, 'chief.anhui')
  await watch.go('watch/night')
  const { page } = watch
  await page.locator('tr', { hasText: '征缴' }).getByRole('button', { name: '重新发布' }).click()
  await fillDay(page, '#body_from', `${year}-03-01`)
  await fillDay(page, '#body_to', `${year}-03-31`)
  await send(page)
  const runId = await page
    .locator('.ant-drawer')
    .getByText(/^republish-/)
    .innerText()
  await done(watch, '重新发布')
  await watch.go(`watch/republication-contribution?runId=${runId}`)
  while ((await page.getByText('已完成').count()) === 0) {
    await page.getByRole('button', { name: '查询', exact: true }).click()
    await watch.settled()
  }
  await expectSound(watch, 'what was published once more')
})

test('only the province watches: a city has no such page', async () => {
  const clerk = await signIn(browser, 'clerk.hefei')
  await clerk.go('watch/night')
  await clerk.page.getByText('没有这个页面，或您无权查看。').waitFor()
})
