import { expect, test } from 'vitest'
import { faultKinds, onlySimulated } from '../../../local/chaos/fault-kinds.ts'
import { everyChaos, switchesOf } from '../../../local/chaos-switches.ts'

test('the local stack has every fault of the simulation, as often, but for those it cannot have', () => {
  const { staleRead: _, refusedMessage: __, serviceDown: ___, restored: ____, ...others } = faultKinds
  expect(everyChaos).toEqual(others)
  expect(onlySimulated).toHaveLength(4)
})

test('no list and `all` turn every switch on', () => {
  expect(switchesOf('')).toEqual(everyChaos)
  expect(switchesOf('all')).toEqual(everyChaos)
})

test('a list turns on what it names', () => {
  expect(switchesOf('throttle,late')).toEqual({ throttle: everyChaos.throttle, late: everyChaos.late })
})

test('an unknown switch is refused with those there are', () => {
  expect(() => switchesOf('deliverThrice')).toThrow(/deliverThrice.*throttle/)
})
