import { arn, type Identity, type Place, type ResourceType } from '../resource-type.ts'
import { bucket } from './bucket.ts'
import { eventSourceMapping } from './event-source-mapping.ts'
import { eventBus, rule, schedule } from './events.ts'
import { lambdaFunction } from './function.ts'
import { api, authorizer, integration, route, stage } from './http-api.ts'
import { queue } from './queue.ts'
import { globalTable, table } from './table.ts'

/** A type that is part of a deployment but changes nothing here; others may still refer to its name and ARN. */
const accepted = (
  reason: string,
  service: string,
  more: (name: string, place: Place) => Identity['attributes'] = () => ({}),
): ResourceType => ({
  accepted: reason,
  identity: (name, place) => ({
    ref: name,
    attributes: { Arn: arn(place, service, name), ...more(name, place) },
  }),
})

const noIam = 'permissions are not emulated'
const noBackups = 'backups are not emulated'
const noAlarms = 'there is no CloudWatch on this machine; functions log to files'

/** Every resource type the local stack knows; any other fails the start. */
export const resourceTypes: Readonly<Record<string, ResourceType>> = {
  'AWS::DynamoDB::Table': table,
  'AWS::DynamoDB::GlobalTable': globalTable,
  'AWS::S3::Bucket': bucket,
  'AWS::SQS::Queue': queue,
  'AWS::Lambda::Function': lambdaFunction,
  'AWS::Lambda::EventSourceMapping': eventSourceMapping,
  'AWS::Events::EventBus': eventBus,
  'AWS::Events::Rule': rule,
  'AWS::Scheduler::Schedule': schedule,
  'AWS::ApiGatewayV2::Api': api,
  'AWS::ApiGatewayV2::Authorizer': authorizer,
  'AWS::ApiGatewayV2::Integration': integration,
  'AWS::ApiGatewayV2::Route': route,
  'AWS::ApiGatewayV2::Stage': stage,

  'AWS::IAM::Role': accepted(noIam, 'iam', (name) => ({ RoleId: name })),
  'AWS::IAM::Policy': accepted(noIam, 'iam'),
  'AWS::IAM::ManagedPolicy': accepted(noIam, 'iam'),
  'AWS::Lambda::Permission': accepted(noIam, 'lambda'),
  'AWS::S3::BucketPolicy': accepted(noIam, 's3'),
  'AWS::SQS::QueuePolicy': accepted(noIam, 'sqs'),
  'AWS::SNS::TopicPolicy': accepted(noIam, 'sns'),
  'AWS::Events::EventBusPolicy': accepted(noIam, 'events'),
  'AWS::KMS::Key': accepted('encryption at rest is not emulated', 'kms', (name) => ({ KeyId: name })),
  'AWS::KMS::Alias': accepted('encryption at rest is not emulated', 'kms'),
  'AWS::Logs::LogGroup': accepted('logs are files of this machine', 'logs'),
  'AWS::CloudWatch::Alarm': accepted(noAlarms, 'cloudwatch'),
  'AWS::CloudWatch::CompositeAlarm': accepted(noAlarms, 'cloudwatch'),
  'AWS::CloudWatch::Dashboard': accepted(noAlarms, 'cloudwatch'),
  'AWS::Logs::MetricFilter': accepted(noAlarms, 'logs'),
  'AWS::Backup::BackupVault': accepted(noBackups, 'backup', (name) => ({
    BackupVaultName: name,
    BackupVaultArn: name,
  })),
  'AWS::Backup::BackupPlan': accepted(noBackups, 'backup', (name) => ({ BackupPlanId: name })),
  'AWS::Backup::BackupSelection': accepted(noBackups, 'backup'),
  'AWS::SNS::Topic': accepted('it only carries alarms', 'sns', (name) => ({ TopicName: name })),
  'AWS::SNS::Subscription': accepted('it only carries alarms', 'sns'),
  'AWS::Events::Archive': accepted('events are not archived locally', 'events', (name) => ({
    ArchiveName: name,
  })),
  'AWS::Scheduler::ScheduleGroup': accepted('groups have no effect', 'scheduler'),
  'AWS::CDK::Metadata': accepted('it describes the CDK, not the system', 'cdk'),
}
