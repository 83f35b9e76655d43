import { expect, it } from 'vitest'
import { eachForItself } from '#shared/kernel/each-for-itself.ts'

it('does all, though some fail, and then fails with the first failure', async () => {
  const done: number[] = []
  const outcome = eachForItself([1, 2, 3, 4], async (n) => {
    if (n % 2 === 0) throw new Error(`no ${n}`)
    done.push(n)
  })
  await expect(outcome).rejects.toThrow('no 2')
  expect(done).toEqual([1, 3])
})

it('is content when all went well, and when there was nothing to do', async () => {
  await expect(eachForItself([1], async () => 'done')).resolves.toBeUndefined()
  await expect(eachForItself([], async () => 'done')).resolves.toBeUndefined()
})
