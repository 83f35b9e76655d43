import type { PublicFiles } from '#shared/edge/files/public-files.ts'
import { noPublicFiles } from '#shared/edge/files/public-files.ts'
import type { Tasks } from '#shared/edge/runs/run.ts'
import { republishTasks } from '#shared/edge/watch/republish.ts'
import { assessmentTasks } from './assessment/tasks.ts'
import { citySettlementTasks } from './city-settlement/tasks.ts'
import { clearingTasks } from './clearing/tasks.ts'
import { disclosureTasks } from './disclosure/tasks.ts'
import type { Effects } from './effects.ts'
import { indicatorTasks } from './indicator/work-out.ts'
import { settlementTasks } from './monthly-settlement/tasks.ts'
import { nightlyChecks } from './night/nightly-checks.ts'
import { toEvents } from './outbox.ts'
import { planningTasks } from './planning/tasks.ts'
import { sealTasks } from './seals/tasks.ts'
import { service } from './table.ts'
import { judgeFor, warningTasks } from './warning/tasks.ts'
import { advanceTasks } from './working-capital/tasks.ts'

/** What the units of this service's runs do, and of the nightly check. */
export const tasks = (effects: Effects, publicFiles: PublicFiles = noPublicFiles): Tasks => ({
  ...settlementTasks(effects),
  ...citySettlementTasks(effects),
  ...advanceTasks(effects),
  ...assessmentTasks(effects),
  ...clearingTasks(effects),
  ...indicatorTasks(effects),
  ...disclosureTasks({ ...effects, publicFiles }),
  ...nightlyChecks(effects),
  ...planningTasks(effects, (fund, on) =>
    judgeFor(effects, { fund, on, commandId: `line-passed-${fund.city}-${fund.scheme}-${on}` }),
  ),
  ...warningTasks(effects),
  ...sealTasks(effects),
  ...republishTasks({ kinds: service.publishes, toEvents }, effects),
})
