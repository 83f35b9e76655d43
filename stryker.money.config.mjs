import kernel from './stryker.config.json' with { type: 'json' }

/**
 * The shared arithmetic of money, tried with the tests of the kernel. Its functions are one expression each, so that most
 * changes of them count as static to Stryker: they are few enough here to be tried all the same.
 */
export default {
  ...kernel,
  mutate: ['shared/money/*.ts'],
  ignoreStatic: false,
  warnings: { slow: false },
  jsonReporter: { fileName: '.tongchou/mutation-money.json' },
}
