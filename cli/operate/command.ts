import { type Command, InvalidArgumentError, Option } from 'commander'
import { type Day, isDay } from '#shared/calendar/day.ts'
import type { Language } from '#shared/kernel/language.ts'
import { carryOut, defineCommand, languageOption } from '../terminal/command.ts'
import { terminalWidth } from '../terminal/terminal-width.ts'
import { callsOf } from './calls.ts'
import { discard } from './discard.ts'
import { linesOf } from './log-lines.ts'
import { setDelivery } from './pause.ts'
import { placeNamed } from './places.ts'
import { queueNamed, queuesOf } from './queues.ts'
import { redrive, rehearse } from './redrive.ts'
import { republish } from './republish.ts'
import { restore, restoredText } from './restore.ts'
import type { Site } from './site.ts'
import { statusOf } from './status.ts'
import { statusTables } from './status-table.ts'
import { callsTable, linesText, redrivenTable, republishedTable } from './told.ts'

type Options = { readonly region?: string; readonly lang: Language; readonly json: boolean }
type Sending = Options & { readonly dryRun: boolean }

const day = (text: string): Day => {
  if (isDay(text)) return text
  throw new InvalidArgumentError('must be a day, YYYY-MM-DD')
}

const instant = (text: string): Date => {
  if (/T.*(?:Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text))) return new Date(text)
  throw new InvalidArgumentError('must be an instant with its zone, YYYY-MM-DDThh:mm:ss+08:00')
}

const print = (options: Options, value: unknown, text: () => string): void =>
  console.log(options.json ? JSON.stringify(value) : text())

const readerOf = ({ lang }: Options) => ({ language: lang, width: terminalWidth() })

const minutes = (text: string): number => {
  if (/^[1-9]\d{0,4}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('must be a number of minutes')
}

const statuses = (text: string): string[] => {
  const list = text.split(',')
  if (list.every((each) => /^[1-5]\d\d$/.test(each))) return list
  throw new InvalidArgumentError('must be statuses, such as 401,403')
}

type Looking = Options & { readonly minutes: number }
const sinceOf = ({ minutes: back }: Looking): Date => new Date(Date.now() - back * 60_000)

/** Does work at the site that the options name. */
export type AtSite = (region: string | undefined, work: (site: Site) => Promise<number>) => Promise<number>

const everywhere = (command: Command): Command =>
  command
    .addOption(new Option('--region <region>', 'what is deployed there, with your AWS credentials'))
    .addOption(languageOption('en'))
    .option('--json', 'print one object for machines', false)

const dryRun = ['--dry-run', 'say what would be done, and do nothing', false] as const

const queue = (site: Site, name: string) => queueNamed(queuesOf(site.outputs), name)

/** The command of the night watch. */
export const operateCommand = (atSite: AtSite): Command => {
  const carryOutAt = (options: Options, work: (site: Site) => Promise<number>): Promise<void> =>
    carryOut(() => atSite(options.region, work))

  const deliver = (on: boolean) => (name: string, options: Options) =>
    carryOutAt(options, async (site) => {
      await setDelivery(site, queue(site, name), on)
      print(options, { queue: name, delivery: on ? 'on' : 'paused' }, () =>
        options.lang === 'zh'
          ? `${name}：投递${on ? '已恢复' : '已暂停'}`
          : `${name}: delivery is ${on ? 'on' : 'paused'}`,
      )
      return 0
    })

  const program = defineCommand(
    'operate',
    'For the night watch: what waits and what failed, and what to do.',
    [
      ['npm run operate -- status', 'queues, dead letters with their causes, and runs that are not done'],
      ['npm run operate -- redrive budget/inbox --dry-run', 'what a redrive would bring on its way again'],
      ['npm run operate -- log budget/work', 'what the worker said of trouble in the last hour'],
      ['npm run operate -- calls --status 401,403', 'who was turned away, and where'],
      [
        'npm run operate -- republish settlement --from 2025-03-01 --to 2025-03-02',
        'facts of two days again',
      ],
      ['npm run operate -- pause budget/inbox --region cn-north-1', 'on AWS: events wait until `resume`'],
    ],
  ).usage('-- COMMAND [options]')

  everywhere(program.command('status'))
    .description('shows queues, dead letters and runs that are not done')
    .action((options: Options) =>
      carryOutAt(options, async (site) => {
        const status = await statusOf(site)
        print(options, status, () => statusTables(status, readerOf(options)))
        return 0
      }),
    )

  everywhere(program.command('log'))
    .argument('<function>', 'SERVICE/api, /consume, /work, /publish, /answer, or province/heartbeat')
    .description('shows the last lines of a function that tell of trouble, or that hold a word')
    .option('--with <word>', 'what stands in the line, such as the id of a request')
    .option('--minutes <number>', 'how far back', minutes, 60)
    .action((name: string, options: Looking & { readonly with?: string }) =>
      carryOutAt(options, async (site) => {
        const asked = { since: sinceOf(options), word: options.with }
        const lines = await linesOf(site, placeNamed(site.outputs, name), asked)
        print(options, lines, () => linesText(lines, options.lang))
        return 0
      }),
    )

  everywhere(program.command('calls'))
    .description('counts the calls of the API that ended with these statuses, by caller and route')
    .option('--status <list>', 'such as 401,403', statuses, ['500', '502', '503', '504'])
    .option('--minutes <number>', 'how far back', minutes, 60)
    .action((options: Looking & { readonly status: readonly string[] }) =>
      carryOutAt(options, async (site) => {
        const calls = await callsOf(site, { since: sinceOf(options), statuses: options.status })
        print(options, calls, () => callsTable(calls, readerOf(options)))
        return 0
      }),
    )

  everywhere(program.command('redrive'))
    .argument('<queue>', 'SERVICE/inbox, SERVICE/work, SERVICE/outbox or bus/unknown')
    .description('brings dead letters on their way again; a repeat has no second effect')
    .option(...dryRun)
    .action((name: string, options: Sending) =>
      carryOutAt(options, async (site) => {
        const letters = await (options.dryRun ? rehearse : redrive)(site, queue(site, name))
        print(options, letters, () => redrivenTable(letters, { ...readerOf(options), ...options }))
        return letters.some(({ stays }) => stays !== undefined) ? 1 : 0
      }),
    )

  everywhere(program.command('discard'))
    .argument('<queue>', 'SERVICE/outbox or bus/unknown')
    .description('ends a dead letter that has nothing more to say, and prints it')
    .requiredOption('--message <id>', 'its messageId, as status --json has it')
    .action((name: string, options: Options & { readonly message: string }) =>
      carryOutAt(options, async (site) => {
        const ended = await discard(site, queue(site, name), options.message)
        print(options, ended, () => `${ended.what}\n${ended.body}`)
        return 0
      }),
    )

  everywhere(program.command('republish'))
    .argument('<service>', 'whose facts')
    .description('sends the facts of some days again, after the stream has forgotten them')
    .requiredOption('--from <day>', 'the first day', day)
    .requiredOption('--to <day>', 'the last day', day)
    .option(...dryRun)
    .action((service: string, options: Sending & { readonly from: Day; readonly to: Day }) =>
      carryOutAt(options, async (site) => {
        const sent = await republish(site, service, options, options.dryRun)
        print(options, sent, () => republishedTable(sent, { ...readerOf(options), ...options }))
        return 0
      }),
    )

  everywhere(program.command('restore'))
    .argument('<service>', 'whose table')
    .description(
      'restores a table to a moment beside itself, and replays into it what the others have for it',
    )
    .requiredOption('--to <instant>', 'the moment, such as 2026-05-20T08:00:00+08:00', instant)
    .option('--from <day>', 'leaves out what happened before this day', day)
    .action((service: string, options: Options & { readonly to: Date; readonly from?: Day }) =>
      carryOutAt(options, async (site) => {
        const restored = await restore(site, service, { at: options.to, from: options.from })
        print(options, restored, () => restoredText(restored, options.lang))
        return restored.failed.length + restored.rest.length > 0 ? 1 : 0
      }),
    )

  everywhere(program.command('pause'))
    .argument('<queue>', 'SERVICE/inbox or SERVICE/work')
    .description('has the messages of a queue wait')
    .action(deliver(false))

  everywhere(program.command('resume'))
    .argument('<queue>', 'SERVICE/inbox or SERVICE/work')
    .description('delivers the messages of a queue again')
    .action(deliver(true))

  return program
}
