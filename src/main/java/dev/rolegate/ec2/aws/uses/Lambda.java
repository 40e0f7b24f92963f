package dev.rolegate.ec2.aws.uses;

import java.util.List;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.EventSourceMappingConfiguration;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.FunctionVersion;
import software.amazon.awssdk.services.lambda.model.ListEventSourceMappingsResponse;
import software.amazon.awssdk.services.lambda.model.ListFunctionsResponse;
import software.amazon.awssdk.services.lambda.model.SourceAccessType;

/** Functions with all their published versions, and the groups of event sources in a VPC. */
final class Lambda implements Collector {
  private static final String FUNCTION = "AWS::Lambda::Function";
  private static final String VERSION = "AWS::Lambda::Version";
  private static final String MAPPING = "AWS::Lambda::EventSourceMapping";

  /** Lambda gives 50 functions a page whatever is asked for. */
  private static final int PAGE = 50;

  /** And 100 event source mappings. */
  private static final int MAPPINGS = 100;

  @Override
  public void collect(Search search) {
    search.look(
        Service.LAMBDA, "ListFunctions", List.of(FUNCTION, VERSION), () -> functions(search));
    search.look(
        Service.LAMBDA, "ListEventSourceMappings", List.of(MAPPING), () -> mappings(search));
  }

  private static LambdaClient client(Search search) {
    return search.client(Service.LAMBDA, LambdaClient::builder);
  }

  private static void functions(Search search) {
    for (ListFunctionsResponse page :
        client(search)
            .listFunctionsPaginator(
                request -> request.functionVersion(FunctionVersion.ALL).maxItems(PAGE))) {
      for (FunctionConfiguration one : Answers.given(page.hasFunctions(), page.functions())) {
        if (one.vpcConfig() != null) {
          search.found(one.vpcConfig().securityGroupIds(), kind(one), line(one));
        }
      }
    }
  }

  private static String kind(FunctionConfiguration one) {
    return isPublished(one) ? VERSION : FUNCTION;
  }

  private static String line(FunctionConfiguration one) {
    String version = isPublished(one) ? ", version " + one.version() : "";
    return "Lambda function " + one.functionName() + version;
  }

  private static boolean isPublished(FunctionConfiguration one) {
    return one.version() != null && !one.version().equals("$LATEST");
  }

  private static void mappings(Search search) {
    for (ListEventSourceMappingsResponse page :
        client(search).listEventSourceMappingsPaginator(request -> request.maxItems(MAPPINGS))) {
      for (EventSourceMappingConfiguration one :
          Answers.given(page.hasEventSourceMappings(), page.eventSourceMappings())) {
        one.sourceAccessConfigurations().stream()
            .filter(source -> source.type() == SourceAccessType.VPC_SECURITY_GROUP)
            .forEach(
                source ->
                    search.found(
                        GroupIds.in(source.uri()),
                        MAPPING,
                        "event source mapping " + one.uuid() + " of " + one.functionArn()));
      }
    }
  }
}
