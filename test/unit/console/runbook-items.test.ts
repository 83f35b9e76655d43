import { expect, test } from 'vitest'
import { itemsOf } from '../../../console/src/desks/watch/runbook-items.ts'

test('a list of the runbook is a list on the page, each item whole', () => {
  expect(itemsOf('- Nothing is lost.\n  It waits.\n- Nobody pays twice.')).toEqual([
    'Nothing is lost. It waits.',
    'Nobody pays twice.',
  ])
  expect(itemsOf('1. Look.\n2. Redrive.')).toEqual(['Look.', 'Redrive.'])
  expect(itemsOf('A paragraph - with a dash.')).toBeUndefined()
})
