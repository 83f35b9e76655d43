import { expect, test } from 'vitest'
import { deploymentNamed } from '../../infra/config/deployment.ts'
import { synthesize } from './synthesize.ts'

const standard = synthesize('standard')
const china = synthesize('china')

/** Offered in both partitions; what is missing in China, such as Cognito, X-Ray and Scheduler, is not here. */
const offeredInChina = [
  'AWS::ApiGatewayV2',
  'AWS::Backup',
  'AWS::CloudWatch',
  'AWS::DynamoDB',
  'AWS::Events',
  'AWS::IAM',
  'AWS::KMS',
  'AWS::Lambda',
  'AWS::Logs',
  'AWS::S3',
  'AWS::SNS',
  'AWS::SQS',
]

const serviceOf = (type: string) => type.split('::').slice(0, 2).join('::')

test('the China deployment uses only what China offers', () => {
  expect(
    [...new Set(china.types.map(serviceOf))].filter((service) => !offeredInChina.includes(service)),
  ).toEqual([])
})

test('the standard deployment uses nothing more than a scheduler', () => {
  const more = [...new Set(standard.types.map(serviceOf))].filter(
    (service) => !offeredInChina.includes(service),
  )
  expect(['AWS::Scheduler']).toEqual(expect.arrayContaining(more))
})

test('no deployment names an account', () => {
  expect(standard.text).not.toMatch(/\b\d{12}\b/)
  expect(china.text).not.toMatch(/\b\d{12}\b/)
})

test('no name is bound to the partition it was written in', () => {
  expect(standard.text).not.toMatch(/arn:aws/)
  expect(china.text).not.toMatch(/arn:aws:/)
})

test('the China deployment differs in nothing that data, events or callers could notice', () => {
  for (const type of [
    'AWS::DynamoDB::Table',
    'AWS::S3::Bucket',
    'AWS::SQS::Queue',
    'AWS::Lambda::EventSourceMapping',
    'AWS::ApiGatewayV2::Route',
  ]) {
    expect(china.resources(type)).toEqual(standard.resources(type))
  }
})

test('a deployment that does not exist is refused with those that do', () => {
  expect(() => deploymentNamed('mars')).toThrow("There is no deployment 'mars'; there are: standard, china.")
})

test('the token issuer can be given with the deployment', () => {
  const issuer = 'https://sso.example.cn/realms/insurance'
  expect(deploymentNamed('china', { issuer })).toEqual({ ...deploymentNamed('china'), issuer })
})
