import { Validations } from 'aws-cdk-lib'
import type { IConstruct } from 'constructs'

/**
 * Says of a construct, and of what it is made of, why rules of cdk-nag do not hold for it. A rule is named as its pack names
 * it, such as `Serverless-LambdaDLQ`. The reason stands where the construct is defined, so that both are read together.
 */
export const acknowledge = (scope: IConstruct, rules: Readonly<Record<string, string>>): void =>
  Validations.of(scope).acknowledge(
    ...Object.entries(rules).map(([rule, reason]) => ({
      id: `${rule.slice(0, rule.indexOf('-'))}::${rule}`,
      reason,
    })),
  )
