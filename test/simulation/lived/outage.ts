import '../../../simulation/quiet-process.ts'
import { provincePolicy } from '../../../cli/province-policy.ts'
import { simulatedModel } from '../../../simulation/model.ts'
import type { OutageOf } from '../../../simulation/outage/day-of-outage.ts'
import { liveDayOfOutage } from '../../../simulation/outage/day-of-outage.ts'
import { openStage } from '../../../simulation/simulate.ts'

const stage = await openStage(await simulatedModel('cdk.out'), provincePolicy())
const of = process.argv[2] as OutageOf
process.stdout.write(JSON.stringify(await liveDayOfOutage(stage, { scale: 20_000, seed: 1, of })))
