import '../../../simulation/quiet-process.ts'
import { provincePolicy } from '../../../cli/province-policy.ts'
import { planStory } from '../../../simulation/lives/story.ts'
import { simulatedModel } from '../../../simulation/model.ts'
import { restoreEach } from '../../../simulation/restore/restore-each.ts'
import { openStage } from '../../../simulation/simulate.ts'

const stage = await openStage(await simulatedModel('cdk.out'), provincePolicy())
process.stdout.write(JSON.stringify(await restoreEach(stage, planStory(3, 8), { seed: 3, hours: 24 * 40 })))
