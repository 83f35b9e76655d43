import { runningStack } from '../terminal/command.ts'
import { awsSite } from './aws-site.ts'
import { localSite } from './local-site.ts'
import type { Site } from './site.ts'

/** Works at what is deployed in a region, or at the stack of this directory where none is named. */
export const withSite = async <Result>(
  region: string | undefined,
  work: (site: Site) => Promise<Result>,
): Promise<Result> => {
  const site =
    region === undefined
      ? localSite(runningStack(', and --region names what is deployed on AWS'))
      : await awsSite(region)
  try {
    return await work(site)
  } finally {
    site.close()
  }
}
