package dev.rolegate.operator.uses;

import java.util.Set;

/**
 * Services none of whose API calls takes a security group, and whose objects have no text in which
 * one is met, by the first part of ACK's and Crossplane's API groups: nobody needs to grant the
 * reading of their objects. Every other service's are looked through, new ones too. Held against
 * AWS's API models and the custom resources of provider-upjet-aws 2 and of ACK's controllers.
 */
final class GrouplessServices {
  private static final Set<String> NAMES =
      Set.of(
          "accessanalyzer",
          "account",
          "acm",
          "acmpca",
          "amplify",
          "apigateway",
          "appautoscaling",
          "appconfig",
          "appflow",
          "appintegrations",
          "applicationautoscaling",
          "applicationinsights",
          "appmesh",
          "appsync",
          "athena",
          "autoscalingplans",
          "backup",
          "bedrockagent",
          "budgets",
          "ce",
          "chime",
          "cloud9",
          "cloudfront",
          "cloudsearch",
          "cloudtrail",
          "cloudwatch",
          "cloudwatchlogs",
          "codeartifact",
          "codecommit",
          "codeguruprofiler",
          "codepipeline",
          "codestarnotifications",
          "cognitoidentity",
          "cognitoidentityprovider",
          "cognitoidp",
          "connect",
          "cur",
          "dataexchange",
          "deploy",
          "detective",
          "directconnect",
          "dlm",
          "dsql",
          "dynamodb",
          "ecr",
          "ecrpublic",
          "elastictranscoder",
          "evidently",
          "gamelift",
          "glacier",
          "globalaccelerator",
          "identitystore",
          "ivs",
          "keyspaces",
          "kinesis",
          "kinesisanalytics",
          "kinesisvideo",
          "kms",
          "lakeformation",
          "lexmodels",
          "licensemanager",
          "lightsail",
          "location",
          "macie2",
          "mediaconvert",
          "mediapackage",
          "mediastore",
          "networkfirewall",
          "networkmanager",
          "networkmonitor",
          "oam",
          "pinpoint",
          "qldb",
          "recyclebin",
          "resourcegroups",
          "rolesanywhere",
          "route53profiles",
          "route53recoverycontrolconfig",
          "route53recoveryreadiness",
          "rum",
          "s3",
          "s3control",
          "s3tables",
          "s3vectors",
          "schemas",
          "secretsmanager",
          "servicediscovery",
          "servicequotas",
          "ses",
          "sesv2",
          "signer",
          "simpledb",
          "sns",
          "sqs",
          "ssoadmin",
          "swf",
          "timestreamwrite",
          "transcribe",
          "waf",
          "wafregional",
          "wafv2",
          "xray");

  private GrouplessServices() {}

  static boolean contains(String service) {
    return NAMES.contains(service);
  }

  static Set<String> all() {
    return NAMES;
  }
}
