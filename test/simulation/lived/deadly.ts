import '../../../simulation/quiet-process.ts'
import { provincePolicy } from '../../../cli/province-policy.ts'
import { simulatedModel } from '../../../simulation/model.ts'
import { liveDayWithoutWorkers, liveWithDeadlyEvent } from '../../../simulation/outage/deadly-message.ts'
import { openStage } from '../../../simulation/simulate.ts'

const stage = await openStage(await simulatedModel('cdk.out'), provincePolicy())
const live = process.argv[2] === 'event' ? liveWithDeadlyEvent : liveDayWithoutWorkers
process.stdout.write(JSON.stringify(await live(stage, 1)))
