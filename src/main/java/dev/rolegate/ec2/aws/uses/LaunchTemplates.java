package dev.rolegate.ec2.aws.uses;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeLaunchTemplateVersionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeLaunchTemplateVersionsResponse;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;
import software.amazon.awssdk.services.ec2.model.ResponseLaunchTemplateData;

/**
 * Every version of every launch template, by ids, interfaces and names. One read of the latest
 * versions of all templates, 200 a page, then one more call for each template that has had others.
 * EC2 Fleets, Auto Scaling groups, node groups and compute environments that launch from a template
 * are held by it.
 */
final class LaunchTemplates implements Collector {
  private static final String KIND = "AWS::EC2::LaunchTemplate";

  /** The most that EC2 gives. */
  private static final int PAGE = 200;

  @Override
  public void collect(Search search) {
    search.look(
        Service.EC2, "DescribeLaunchTemplateVersions", List.of(KIND), () -> versions(search));
  }

  private static void versions(Search search) {
    Ec2Client client = search.client(Service.EC2, Ec2Client::builder);
    GroupNames names = new GroupNames(search);
    Set<String> others = new TreeSet<>();
    read(
        client,
        DescribeLaunchTemplateVersionsRequest.builder().versions("$Latest"),
        latest -> {
          found(search, names, latest);
          if (latest.versionNumber() == null || latest.versionNumber() > 1) {
            others.add(latest.launchTemplateId());
          }
        });
    for (String id : others) {
      search.unlessGone(
          "launch template " + id,
          () ->
              read(
                  client,
                  DescribeLaunchTemplateVersionsRequest.builder().launchTemplateId(id),
                  version -> found(search, names, version)));
    }
  }

  private static void read(
      Ec2Client client,
      DescribeLaunchTemplateVersionsRequest.Builder request,
      Consumer<LaunchTemplateVersion> each) {
    for (DescribeLaunchTemplateVersionsResponse page :
        client.describeLaunchTemplateVersionsPaginator(request.maxResults(PAGE).build())) {
      Answers.given(page.hasLaunchTemplateVersions(), page.launchTemplateVersions()).forEach(each);
    }
  }

  private static void found(Search search, GroupNames names, LaunchTemplateVersion version) {
    ResponseLaunchTemplateData data = version.launchTemplateData();
    if (data == null) {
      search.unsure("launch template " + version.launchTemplateId() + " has a version of no kind");
      return;
    }
    List<String> groups = new ArrayList<>(data.securityGroupIds());
    data.networkInterfaces().forEach(one -> groups.addAll(one.groups()));
    groups.addAll(names.ids(data.securityGroups()));
    search.found(
        groups,
        KIND,
        "launch template "
            + version.launchTemplateId()
            + " ("
            + version.launchTemplateName()
            + "), version "
            + version.versionNumber());
  }
}
