import { displayWidth } from '../terminal/display-width.ts'

/** How far a phase is, at one moment. */
export type PhaseState = {
  readonly name: string
  readonly done: number
  /** The number of steps; 0 while it is not known. */
  readonly total: number
  readonly seconds: number
  /** Events that have been published and not yet applied everywhere. */
  readonly moving: number
}

const spinner = '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏'
const barColumns = 24
const swing = 4
/** How often the line changes its look in a second. */
const looksASecond = 8

/** A bar of what is done; one that goes to and fro while the number of steps is not known. */
const barOf = ({ done, total, seconds }: PhaseState): string => {
  if (total > 0) {
    const filled = Math.min(barColumns, Math.floor((done / total) * barColumns))
    return '█'.repeat(filled) + '░'.repeat(barColumns - filled)
  }
  const room = barColumns - swing
  const step = Math.floor(seconds * looksASecond) % (2 * room)
  const at = step < room ? step : 2 * room - step
  return '░'.repeat(at) + '█'.repeat(swing) + '░'.repeat(room - at)
}

/** Text padded to some columns, or cut to them. */
const within = (text: string, columns: number): string => {
  const missing = columns - displayWidth(text)
  if (missing >= 0) return text + ' '.repeat(missing)
  let cut = ''
  for (const character of text) {
    if (displayWidth(cut + character) > columns) break
    cut += character
  }
  return cut + ' '.repeat(columns - displayWidth(cut))
}

const nameColumns = 26

/** A phase on one line that changes all the time, so that one sees it is not stuck. */
export const progressLine = (state: PhaseState, width: number): string => {
  const { name, done, total, seconds, moving } = state
  const sign = spinner[Math.floor(seconds * looksASecond) % spinner.length] ?? ''
  const counted = total > 0 ? `${done}/${total}` : ''
  const events = moving > 0 ? `  → ${moving}` : ''
  const line = `${sign} ${within(name, nameColumns)} ${barOf(state)} ${seconds.toFixed(0).padStart(4)} s  ${counted}${events}`
  return within(line, width - 1).trimEnd()
}
