import { readdirSync, readFileSync } from 'node:fs'

const textOf = (path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // The process ended, or is somebody else's.
    return ''
  }
}

/** Whether a process runs a function of this stack: a child of this process, with the function's name around it. */
const runs = (pid: string, functionName: RegExp): boolean => {
  const parent = /^PPid:\s+(\d+)$/m.exec(textOf(`/proc/${pid}/status`))?.[1]
  if (parent !== String(process.pid)) return false
  return textOf(`/proc/${pid}/environ`)
    .split('\0')
    .some((line) => line.startsWith('AWS_LAMBDA_FUNCTION_NAME=') && functionName.test(line))
}

/** The resident memory in bytes of each process that runs a function of a local stack; none where the system does not tell. */
export const residentMemory = (functionName: RegExp): number[] => {
  let pids: string[]
  try {
    pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  } catch {
    return []
  }
  return pids
    .filter((pid) => runs(pid, functionName))
    .map((pid) => Number(/^VmRSS:\s+(\d+) kB$/m.exec(textOf(`/proc/${pid}/status`))?.[1] ?? 0) * 1024)
}
