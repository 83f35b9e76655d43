import type { Language, Phrase } from '#shared/kernel/language.ts'
import type { Site } from '../operate/site.ts'
import { queueStatuses, runStatuses } from '../operate/status.ts'
import type { LateWork } from './work.ts'

/** Something that does not go on by itself. */
export type Stuck =
  | { readonly kind: 'dead-letters'; readonly where: string; readonly count: number }
  | { readonly kind: 'waiting'; readonly where: string; readonly minutes: number }
  | { readonly kind: 'run'; readonly where: string; readonly minutes: number }
  | LateWork

const minutesSince = (instant: string): number => Math.floor((Date.now() - Date.parse(instant)) / 60_000)

/** Dead letters, messages that wait for longer than so many minutes, and runs that have not moved for as long. */
export const findStuck = async (site: Site, tolerated: number): Promise<Stuck[]> => {
  const [queues, runs] = await Promise.all([queueStatuses(site), runStatuses(site)])
  return [
    ...queues
      .filter(({ deadLetters }) => deadLetters > 0)
      .map(({ queue, deadLetters }) => ({
        kind: 'dead-letters' as const,
        where: queue,
        count: deadLetters,
      })),
    ...queues
      .map(({ queue, oldestSeconds }) => ({ where: queue, minutes: Math.floor(oldestSeconds / 60) }))
      .filter(({ minutes }) => minutes >= tolerated)
      .map((late) => ({ kind: 'waiting' as const, ...late })),
    ...runs
      .map(({ service, runId, movedAt }) => ({
        where: `${service} ${runId}`,
        minutes: minutesSince(movedAt),
      }))
      .filter(({ minutes }) => minutes >= tolerated)
      .map((run) => ({ kind: 'run' as const, ...run })),
  ]
}

const nothingStuck: Phrase = {
  zh: '没有死信，没有停滞的工作',
  en: 'No dead letters, and nothing is stuck.',
}
const more: Phrase = {
  zh: '原因及处理：npm run operate -- status --lang zh',
  en: 'Causes and remedies: npm run operate -- status',
}

const phraseOf = (stuck: Stuck): Phrase => {
  const { where } = stuck
  switch (stuck.kind) {
    case 'dead-letters':
      return { zh: `${where}：${stuck.count} 条死信`, en: `${where}: ${stuck.count} dead letters` }
    case 'waiting':
      return {
        zh: `${where}：消息已等待 ${stuck.minutes} 分钟`,
        en: `${where}: a message has waited ${stuck.minutes} minutes`,
      }
    case 'run':
      return {
        zh: `${where}：批次已 ${stuck.minutes} 分钟没有进展`,
        en: `${where}: the run has not moved for ${stuck.minutes} minutes`,
      }
    case 'late':
      return {
        zh: `${where}：${stuck.what.zh}，已等待 ${stuck.days} 天`,
        en: `${where}: ${stuck.what.en}, for ${stuck.days} days`,
      }
  }
}

/** What does not go on, a line each, and where to read more. */
export const stuckLines = (stuck: readonly Stuck[], language: Language): string =>
  stuck.length === 0
    ? nothingStuck[language]
    : [...stuck.map((each) => `  ${phraseOf(each)[language]}`), more[language]].join('\n')
