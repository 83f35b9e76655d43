import { expect, test } from 'vitest'
import { everyChaos, switchesOf } from '../../../local/chaos-switches.ts'

test('no list and `all` turn every switch on', () => {
  expect(switchesOf('')).toEqual(everyChaos)
  expect(switchesOf('all')).toEqual(everyChaos)
})

test('a list turns on what it names', () => {
  expect(switchesOf('throttle,outOfOrder')).toEqual({ throttle: everyChaos.throttle, outOfOrder: true })
})

test('an unknown switch is refused with those there are', () => {
  expect(() => switchesOf('deliverThrice')).toThrow(/deliverThrice.*deliverTwice/)
})
