/**
 * Sets a process up for simulation: functions log nothing and print no metrics, and answers are held to their
 * contracts. To be imported before any service.
 */
process.env.POWERTOOLS_LOG_LEVEL = 'SILENT'
process.env.LOG_LEVEL = 'SILENT'
process.env.TONGCHOU_STRICT = '1'
process.env.ENROLLMENT_FUNCTION = 'enrollment'

const print = console.log
const isMetric = (line: unknown): boolean => typeof line === 'string' && line.startsWith('{"_aws"')

console.log = (...words: unknown[]): void => {
  if (!isMetric(words[0])) print(...words)
}
