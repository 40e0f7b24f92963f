package dev.rolegate.ec2.aws.uses;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.codebuild.model.BatchGetFleetsResponse;
import software.amazon.awssdk.services.codebuild.model.BatchGetProjectsResponse;
import software.amazon.awssdk.services.codebuild.model.ListFleetsResponse;
import software.amazon.awssdk.services.codebuild.model.ListProjectsResponse;
import software.amazon.awssdk.services.codebuild.model.VpcConfig;

/** Projects, whether they build or not, and fleets. */
final class CodeBuild implements Collector {
  private static final String PROJECT = "AWS::CodeBuild::Project";
  private static final String FLEET = "AWS::CodeBuild::Fleet";

  /** The most that a batch takes. */
  private static final int BATCH = 100;

  @Override
  public void collect(Search search) {
    search.look(Service.CODE_BUILD, "ListProjects", List.of(PROJECT), () -> projects(search));
    search.look(Service.CODE_BUILD, "ListFleets", List.of(FLEET), () -> fleets(search));
  }

  private static CodeBuildClient client(Search search) {
    return search.client(Service.CODE_BUILD, CodeBuildClient::builder);
  }

  private static void projects(Search search) {
    CodeBuildClient client = client(search);
    List<String> names = new ArrayList<>();
    for (ListProjectsResponse page : client.listProjectsPaginator()) {
      names.addAll(Answers.given(page.hasProjects(), page.projects()));
    }
    for (List<String> chunk : Chunks.of(names, BATCH)) {
      BatchGetProjectsResponse answer = client.batchGetProjects(request -> request.names(chunk));
      Answers.given(answer.hasProjects(), answer.projects())
          .forEach(
              one -> found(search, one.vpcConfig(), PROJECT, "CodeBuild project " + one.name()));
      answer.projectsNotFound().forEach(one -> search.gone("CodeBuild project " + one));
      search.answered(
          chunk.size(),
          answer.projects().size() + answer.projectsNotFound().size(),
          "CodeBuild projects");
    }
  }

  private static void fleets(Search search) {
    CodeBuildClient client = client(search);
    List<String> names = new ArrayList<>();
    for (ListFleetsResponse page : client.listFleetsPaginator(request -> {})) {
      names.addAll(Answers.given(page.hasFleets(), page.fleets()));
    }
    for (List<String> chunk : Chunks.of(names, BATCH)) {
      BatchGetFleetsResponse answer = client.batchGetFleets(request -> request.names(chunk));
      Answers.given(answer.hasFleets(), answer.fleets())
          .forEach(one -> found(search, one.vpcConfig(), FLEET, "CodeBuild fleet " + one.name()));
      answer.fleetsNotFound().forEach(one -> search.gone("CodeBuild fleet " + one));
      search.answered(
          chunk.size(),
          answer.fleets().size() + answer.fleetsNotFound().size(),
          "CodeBuild fleets");
    }
  }

  private static void found(Search search, VpcConfig vpc, String kind, String holder) {
    if (vpc != null) {
      search.found(vpc.securityGroupIds(), kind, holder);
    }
  }
}
