import type { Month } from '#shared/calendar/day.ts'
import { concurrently } from '../concurrently.ts'
import type { Context } from '../context.ts'
import { tax } from '../roles.ts'

type Listed = {
  readonly exchanges: readonly { readonly messages: readonly { readonly messageId: string }[] }[]
}

/** A page is a hundred bills: so many a month and city are more than any year here has. */
const mostPages = 10_000

/** The tax authority says of every message of what is due that it received it. */
export const answerDues = (context: Context, month: Month): Promise<void> =>
  context.phase('exchange', async () => {
    const { client, cities, atATime } = context
    await context.settle()
    await concurrently(cities, atATime, async (city) => {
      for (let page = 0; page < mostPages; page += 1) {
        const path = `/v1/contribution/exchange-messages?city=${city}&state=sent`
        const { exchanges } = await client.get<Listed>(tax, path)
        const answers = exchanges.flatMap(({ messages }) =>
          messages.map(({ messageId }) => ({ messageId, result: 'received', code: '10000' })),
        )
        if (answers.length === 0) return
        const key = `dues-${city}-${month}-${page}`
        await client.command(tax, 'POST', '/v1/contribution/exchange-answers', key, { answers })
      }
    })
  })
