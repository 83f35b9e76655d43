import type { PublicFile, PublicFiles } from '#shared/edge/files/public-files.ts'
import { digestOfFile } from '#shared/edge/files/public-files.ts'

/** Public files in memory: for the simulation, and for tests that look at what is made public. */
export const memoryPublicFiles = (): PublicFiles & { readonly files: Map<string, PublicFile> } => {
  const files = new Map<string, PublicFile>()
  const digestAt = async (key: string) => {
    const file = files.get(key)
    return file && digestOfFile(file.bytes)
  }
  return {
    files,
    digestAt,
    put: async (key, file) => {
      files.set(key, file)
    },
    get: async (key) => {
      const file = files.get(key)
      return file && { ...file, digest: digestOfFile(file.bytes) }
    },
  }
}
