"""The reads by which one finds out which other services name a group.

Each row of the table is a way to look through one kind of resource, as a client would: list all,
page by page, and read one by one what the list does not show. What is there is stated through the
server's control interface, since making a function or a database is not simulated.
"""

import json
import urllib.error
import urllib.parse
import urllib.request

import jmespath

from .harness import ENDPOINT, OTHER_ACCOUNT, Case, client, control, shared, unique

ACCOUNT = "111122223333"
REGION = "eu-north-1"
SUBNET = "subnet-0aaaaaaaaaaaaaaa1"


def group_id():
    return "sg-0" + unique("x")[2:] + "0000"


def state(add=(), remove=()):
    where = urllib.parse.urlencode({"account": ACCOUNT, "region": REGION})
    control(f"services?{where}", {"add": list(add), "remove": list(remove)})


class Listing:
    """A list call whose answer shows the groups."""

    def __init__(self, service, operation, kind, groups, least=1, more=3):
        self.service, self.operation, self.kind, self.groups = service, operation, kind, groups
        # The smallest page, and how many it takes to fill more than one.
        self.least, self.more = least, more

    def look(self, one, size=None):
        """The groups that are found, and how many pages it took."""
        config = {} if size is None else {"PageSize": size}
        pages = list(one.get_paginator(self.operation).paginate(PaginationConfig=config))
        return [g for page in pages for g in jmespath.search(self.groups, page) or []], len(pages)


class Named(Listing):
    """A list of names, each of which is then asked for."""

    def __init__(self, service, operation, kind, names, describe, parameter, groups):
        super().__init__(service, operation, kind, names)
        self.describe, self.parameter, self.shown = describe, parameter, groups

    def look(self, one, size=None):
        names, pages = super().look(one, size)
        found = []
        for name in names:
            answer = getattr(one, self.describe)(**{self.parameter: name})
            found += jmespath.search(self.shown, answer) or []
        return found, pages


class BuildFleets:
    """CodeBuild's fleets, which botocore does not page."""

    service, operation, kind, least, more = ("codebuild", "list_fleets",
                                             "AWS::CodeBuild::Fleet", 1, 3)

    def look(self, one, size=None):
        asked, names, pages = {} if size is None else {"maxResults": size}, [], 0
        while True:
            page = one.list_fleets(**asked)
            names, pages = names + page["fleets"], pages + 1
            if "nextToken" not in page:
                break
            asked["nextToken"] = page["nextToken"]
        if not names:
            return [], pages
        answer = one.batch_get_fleets(names=names)
        return jmespath.search("fleets[].vpcConfig.securityGroupIds[]", answer), pages


class Tokens:
    """EventBridge: buses, rules, targets; botocore pages rules only."""

    service, operation, kind, least, more = "events", "list_rules", "AWS::Events::Rule", 1, 3

    def look(self, one, size=None):
        limit = {} if size is None else {"Limit": size}
        found, pages = [], 0
        for bus in one.list_event_buses()["EventBuses"]:
            token = {}
            while True:
                page = one.list_rules(EventBusName=bus["Name"], **limit, **token)
                pages += 1
                for rule in page["Rules"]:
                    targets = one.list_targets_by_rule(Rule=rule["Name"],
                                                       EventBusName=bus["Name"])["Targets"]
                    found += jmespath.search(
                        "[].EcsParameters.NetworkConfiguration.awsvpcConfiguration"
                        ".SecurityGroups[]", targets)
                if "NextToken" not in page:
                    break
                token = {"NextToken": page["NextToken"]}
        return found, pages


class EcsServices:
    """ECS: clusters, services, descriptions of ten at a time."""

    service, operation, kind, least, more = "ecs", "list_services", "AWS::ECS::Service", 1, 3

    def look(self, one, size=None):
        config = {} if size is None else {"PageSize": size}
        found, pages = [], 0
        for cluster in one.list_clusters()["clusterArns"]:
            for page in one.get_paginator("list_services").paginate(
                    cluster=cluster, PaginationConfig=config):
                pages += 1
                if page["serviceArns"]:
                    answer = one.describe_services(cluster=cluster, services=page["serviceArns"])
                    assert not answer["failures"], answer
                    found += jmespath.search(
                        "services[].networkConfiguration.awsvpcConfiguration.securityGroups[]",
                        answer)
        return found, pages


class Recorded:
    """AWS Config's advanced query, of a kind that has no call of its own here."""

    service, operation, kind, least, more = ("config", "select_resource_config",
                                             "AWS::AppRunner::VpcConnector", 1, 3)

    def look(self, one, size=None):
        config = {} if size is None else {"PageSize": size}
        pages = list(one.get_paginator("select_resource_config").paginate(
            Expression="SELECT resourceId, resourceType, configuration.SecurityGroups"
                       f" WHERE resourceType = '{self.kind}'", PaginationConfig=config))
        return [g for page in pages for one in page["Results"]
                for g in json.loads(one)["configuration"]["SecurityGroups"]], len(pages)


def sage_maker(noun, list_operation, names, describe, parameter, groups):
    return Named("sagemaker", list_operation, "AWS::SageMaker::" + noun, names, describe,
                 parameter, groups)


JOBS = "NetworkConfig.VpcConfig.SecurityGroupIds[]"
TABLE = [
    Listing("ec2", "describe_spot_instance_requests", "AWS::EC2::SpotInstanceRequest",
            "SpotInstanceRequests[].LaunchSpecification.SecurityGroups[].GroupId", least=5, more=6),
    Listing("ec2", "describe_spot_fleet_requests", "AWS::EC2::SpotFleet",
            "SpotFleetRequestConfigs[].SpotFleetRequestConfig.LaunchSpecifications[]"
            ".SecurityGroups[].GroupId"),
    Listing("autoscaling", "describe_launch_configurations",
            "AWS::AutoScaling::LaunchConfiguration", "LaunchConfigurations[].SecurityGroups[]"),
    Listing("rds", "describe_db_clusters", "AWS::RDS::DBCluster",
            "DBClusters[].VpcSecurityGroups[].VpcSecurityGroupId", least=20, more=21),
    Listing("rds", "describe_db_instances", "AWS::RDS::DBInstance",
            "DBInstances[].VpcSecurityGroups[].VpcSecurityGroupId", least=20, more=21),
    Listing("rds", "describe_option_groups", "AWS::RDS::OptionGroup",
            "OptionGroupsList[].Options[].VpcSecurityGroupMemberships[].VpcSecurityGroupId",
            least=20, more=21),
    Listing("lambda", "list_functions", "AWS::Lambda::Function",
            "Functions[].VpcConfig.SecurityGroupIds[]"),
    EcsServices(),
    Tokens(),
    Named("scheduler", "list_schedules", "AWS::Scheduler::Schedule", "Schedules[].Name",
          "get_schedule", "Name",
          "Target.EcsParameters.NetworkConfiguration.awsvpcConfiguration.SecurityGroups[]"),
    BuildFleets(),
    Listing("batch", "describe_compute_environments", "AWS::Batch::ComputeEnvironment",
            "computeEnvironments[].computeResources.securityGroupIds[]"),
    Listing("glue", "get_connections", "AWS::Glue::Connection",
            "ConnectionList[].PhysicalConnectionRequirements.SecurityGroupIdList[]"),
    Listing("glue", "get_dev_endpoints", "AWS::Glue::DevEndpoint",
            "DevEndpoints[].SecurityGroupIds[]"),
    sage_maker("Model", "list_models", "Models[].ModelName", "describe_model", "ModelName",
               "VpcConfig.SecurityGroupIds[]"),
    sage_maker("EndpointConfig", "list_endpoint_configs", "EndpointConfigs[].EndpointConfigName",
               "describe_endpoint_config", "EndpointConfigName", "VpcConfig.SecurityGroupIds[]"),
    sage_maker("Cluster", "list_clusters", "ClusterSummaries[].ClusterName", "describe_cluster",
               "ClusterName", "VpcConfig.SecurityGroupIds[]"),
    sage_maker("NotebookInstance", "list_notebook_instances",
               "NotebookInstances[].NotebookInstanceName", "describe_notebook_instance",
               "NotebookInstanceName", "SecurityGroups[]"),
    sage_maker("Domain", "list_domains", "Domains[].DomainId", "describe_domain", "DomainId",
               "DefaultUserSettings.SecurityGroups[]"),
    sage_maker("MonitoringSchedule", "list_monitoring_schedules",
               "MonitoringScheduleSummaries[].MonitoringScheduleName",
               "describe_monitoring_schedule", "MonitoringScheduleName",
               "MonitoringScheduleConfig.MonitoringJobDefinition." + JOBS),
    *[sage_maker(f"{about}JobDefinition", f"list_{name}_job_definitions",
                 "JobDefinitionSummaries[].MonitoringJobDefinitionName",
                 f"describe_{name}_job_definition", "JobDefinitionName", JOBS)
      for about, name in (("DataQuality", "data_quality"), ("ModelQuality", "model_quality"),
                          ("ModelBias", "model_bias"),
                          ("ModelExplainability", "model_explainability"))],
    Listing("sagemaker", "list_workforces", "AWS::SageMaker::Workforce",
            "Workforces[].WorkforceVpcConfig.SecurityGroupIds[]"),
    Recorded(),
]


class Services(Case):
    region = REGION

    def at(self, service):
        return shared(service, REGION)

    def there(self, kind, name=None, **more):
        """States a resource for this test; an EC2 id is made up where that is the name."""
        name = name or {"AWS::EC2::SpotInstanceRequest": "sir-" + unique("x")[2:10],
                        "AWS::EC2::SpotFleet": "sfr-" + uuid_of()}.get(kind) or unique("one")
        one = {"kind": kind, "name": name, **more}
        state(add=[one])
        self.addCleanup(state, remove=[{"kind": kind, "name": name,
                                        **{k: v for k, v in more.items() if k == "in"}}])
        return name

    def recording(self, **facts):
        self.there("AWS::Config::ConfigurationRecorder", "default", facts=facts)

    def behaves(self, change, undo):
        control("behaviour", change)
        self.addCleanup(control, "behaviour", undo)


def uuid_of():
    tail = unique("x")[2:]
    return f"00000000-0000-0000-0000-{tail}"


class ListTest(Services):
    """Filled below: for each row of the table, empty, there, in pages, refused, elsewhere."""


def add_tests(row):
    named = f"{row.service}_{row.operation}"
    action = "".join(part.capitalize() for part in row.operation.split("_"))
    action = action.replace("Db", "DB")
    says = f"{row.service} {action}"
    rest = row.service in ("lambda", "scheduler", "batch")

    def empty(self):
        self.assertEqual(row.look(self.at(row.service))[0], [])

    def there(self):
        if row.service == "config":
            self.recording()
        group = group_id()
        self.there(row.kind, groups=[group], subnets=[SUBNET])
        self.assertEqual(row.look(self.at(row.service))[0], [group])

    def pages(self):
        if row.service == "config":
            self.recording()
        groups = [group_id() for _ in range(row.more)]
        for group in groups:
            self.there(row.kind, groups=[group], subnets=[SUBNET])
        found, count = row.look(self.at(row.service), row.least)
        self.assertEqual(sorted(found), sorted(groups))
        self.assertGreaterEqual(count, 2)

    def denied(self):
        self.behaves({"denied": [f"{row.service}:{action}"]}, {"denied": []})
        codes = ({"ec2": ("UnauthorizedOperation", 403), "rds": ("AccessDenied", 403),
                  "autoscaling": ("AccessDenied", 403)}
                 .get(row.service, ("AccessDeniedException", 403 if rest else 400)))
        if row.operation in ("list_services", "list_rules"):
            self.there(row.kind, groups=[group_id()])
        self.fails(codes[0], row.look, status=codes[1], one=self.at(row.service),
                   match=f"not authorized to perform: {row.service}:{action}")

    def other_account(self):
        self.there(row.kind, groups=[group_id()])
        # A key of twelve digits is the account's own.
        stranger = client(row.service, REGION, key=OTHER_ACCOUNT)
        self.assertEqual(row.look(stranger)[0], [])

    for name, test, text in (
            ("empty", empty, f"[D] {says}: nothing there, nothing found, no error."),
            ("there", there, f"[D] {says}: shows the groups of what is there."),
            ("pages", pages, f"[D] {says}: pages hold everything once."),
            ("denied", denied, f"[R] {says}: without permission, refused in the service's form."),
            ("account", other_account, f"[D] {says}: another account's are not shown.")):
        test.__doc__ = text
        setattr(ListTest, f"test_{named}_{name}", test)


for one in TABLE:
    add_tests(one)


class ThrottleTest(Services):
    """Each service's words for too many requests."""

    def drained(self, service, call, code, status):
        self.behaves({"throttling": True}, {"throttling": False})

        def drain():
            for _ in range(200):
                call()
        self.fails(code, drain, status=status, text="Rate exceeded")

    def test_json(self):
        """[D] A JSON service: 400 ThrottlingException."""
        self.drained("ecs", self.at("ecs").list_clusters, "ThrottlingException", 400)

    def test_query(self):
        """[D] A Query service: 400 Throttling."""
        self.drained("autoscaling", self.at("autoscaling").describe_launch_configurations,
                     "Throttling", 400)

    def test_lambda(self):
        """[D] Lambda: 429 TooManyRequestsException."""
        self.drained("lambda", self.at("lambda").list_functions, "TooManyRequestsException", 429)

    def test_scheduler(self):
        """[D] Scheduler: 429 ThrottlingException."""
        self.drained("scheduler", self.at("scheduler").list_schedules, "ThrottlingException", 429)


class UnknownTest(Services):
    """What is not simulated is refused in the service's own form."""

    def test_json(self):
        """[D] A JSON service: 400 UnknownOperationException."""
        self.fails("UnknownOperationException", self.at("ecs").list_account_settings)
        self.fails("UnknownOperationException", self.at("glue").get_crawlers)

    def test_rest(self):
        """[R] A REST service: 404 UnknownOperationException."""
        self.fails("UnknownOperationException", self.at("lambda").list_layers, status=404)

    def test_query(self):
        """[R] A Query service: InvalidAction, with action and version."""
        self.fails("InvalidAction", self.at("autoscaling").describe_policies,
                   text="Could not find operation DescribePolicies for version 2011-01-01")

    def test_parameter(self):
        """[I] A parameter that is not simulated is named."""
        self.fails("InvalidInputException", self.at("codebuild").list_projects, sortBy="NAME",
                   match="sortBy")

    def test_page_size(self):
        """[D] Page sizes have bounds."""
        raw = shared("rds", REGION, validate=False)
        self.fails("InvalidParameterValue", raw.describe_db_clusters, MaxRecords=5)
        raw = shared("ecs", REGION, validate=False)
        self.fails("InvalidParameterException", raw.list_clusters, maxResults=101)

    def test_token(self):
        """[D] A token that was never given is refused."""
        self.fails("InvalidNextToken", self.at("autoscaling").describe_launch_configurations,
                   NextToken="made-up")
        self.fails("ValidationException", self.at("events").list_rules, NextToken="made-up")


class FormsTest(Services):
    """What is particular to one service."""

    def test_versions_of_a_function(self):
        """[D] FunctionVersion=ALL shows published versions, which keep their groups."""
        old, new = group_id(), group_id()
        name = self.there("AWS::Lambda::Function", groups=[new],
                          parts=[{"name": "1", "groups": [old], "subnets": [SUBNET]}])
        seen = self.at("lambda").list_functions(FunctionVersion="ALL")["Functions"]
        self.assertEqual([(f["FunctionName"], f["Version"], f["VpcConfig"]["SecurityGroupIds"])
                          for f in seen], [(name, "$LATEST", [new]), (name, "1", [old])])
        latest = self.at("lambda").list_functions()["Functions"]
        self.assertEqual([f["Version"] for f in latest], ["$LATEST"])

    def test_fifty_functions(self):
        """[D] A page of functions has at most 50, however many are asked for."""
        names = [unique("f") for _ in range(51)]
        state(add=[{"kind": "AWS::Lambda::Function", "name": name} for name in names])
        self.addCleanup(state, remove=[{"kind": "AWS::Lambda::Function", "name": name}
                                       for name in names])
        first = self.at("lambda").list_functions(MaxItems=1000)
        self.assertEqual(len(first["Functions"]), 50)
        rest = self.at("lambda").list_functions(MaxItems=1000, Marker=first["NextMarker"])
        self.assertEqual(len(rest["Functions"]), 1)

    def test_event_source(self):
        """[D] An event source mapping names its groups as security_group:ID."""
        group = group_id()
        self.there("AWS::Lambda::EventSourceMapping", uuid_of(), groups=[group], **{"in": "f"})
        seen = self.at("lambda").list_event_source_mappings()["EventSourceMappings"]
        self.assertEqual([a for m in seen for a in m["SourceAccessConfigurations"]],
                         [{"Type": "VPC_SECURITY_GROUP", "URI": "security_group:" + group}])

    def test_service_without_tasks(self):
        """[D] An ECS service is described at any count, with its deployments."""
        groups = [group_id(), group_id()]
        name = self.there("AWS::ECS::Service", groups=groups[:1], facts={"desiredCount": 0},
                          parts=[{"name": "before", "groups": groups[1:]}], **{"in": "shop"})
        ecs = self.at("ecs")
        seen = ecs.describe_services(cluster="shop", services=[name, "gone"])
        self.assertEqual(seen["services"][0]["desiredCount"], 0)
        self.assertEqual(jmespath.search(
            "services[].deployments[].networkConfiguration.awsvpcConfiguration.securityGroups[]",
            seen), groups)
        self.assertEqual([f["reason"] for f in seen["failures"]], ["MISSING"])

    def test_task_set(self):
        """[D] A task set is in its service's description, and in DescribeTaskSets."""
        group = group_id()
        self.there("AWS::ECS::TaskSet", groups=[group], **{"in": "shop/web"})
        ecs = self.at("ecs")
        arns = ecs.list_services(cluster="shop")["serviceArns"]
        path = "taskSets[].networkConfiguration.awsvpcConfiguration.securityGroups[]"
        service = ecs.describe_services(cluster="shop", services=arns)["services"][0]
        self.assertEqual(jmespath.search(path, service), [group])
        self.assertNotIn("networkConfiguration", service)
        sets = ecs.describe_task_sets(cluster="shop", service="web")
        self.assertEqual(jmespath.search(path, sets), [group])

    def test_unknown_cluster(self):
        """[D] A cluster that is not there is ClusterNotFoundException."""
        self.fails("ClusterNotFoundException", self.at("ecs").list_services, cluster="gone")

    def test_rule_of_a_bus(self):
        """[D] A rule is found on its own bus only."""
        self.there("AWS::Events::Rule", "nightly", groups=[group_id()], **{"in": "orders"})
        events = self.at("events")
        self.assertEqual([b["Name"] for b in events.list_event_buses()["EventBuses"]],
                         ["default", "orders"])
        self.assertEqual(events.list_rules()["Rules"], [])
        self.fails("ResourceNotFoundException", events.list_targets_by_rule, Rule="nightly")
        self.fails("ResourceNotFoundException", events.list_rules, EventBusName="gone")

    def test_schedule_group(self):
        """[D] GetSchedule looks in the group default unless told another."""
        self.there("AWS::Scheduler::Schedule", "nightly", groups=[group_id()], **{"in": "batch"})
        scheduler = self.at("scheduler")
        self.fails("ResourceNotFoundException", scheduler.get_schedule, status=404, Name="nightly")
        self.assertEqual(scheduler.get_schedule(Name="nightly", GroupName="batch")["GroupName"],
                         "batch")
        self.assertEqual(scheduler.list_schedules(GroupName="other")["Schedules"], [])

    def test_projects(self):
        """[D] Projects are listed 100 a page and read by name; absent ones are told."""
        groups = {unique("p"): group_id() for _ in range(101)}
        state(add=[{"kind": "AWS::CodeBuild::Project", "name": n, "groups": [g]}
                   for n, g in groups.items()])
        self.addCleanup(state, remove=[{"kind": "AWS::CodeBuild::Project", "name": n}
                                       for n in groups])
        build = self.at("codebuild")
        first = build.list_projects()
        rest = build.list_projects(nextToken=first["nextToken"])
        self.assertEqual((len(first["projects"]), len(rest["projects"])), (100, 1))
        seen = build.batch_get_projects(names=rest["projects"] + ["gone"])
        self.assertEqual(seen["projectsNotFound"], ["gone"])
        self.assertEqual(seen["projects"][0]["vpcConfig"]["securityGroupIds"],
                         [groups[rest["projects"][0]]])

    def test_missing_database(self):
        """[D] A database that is not there is 404."""
        self.fails("DBClusterNotFoundFault", self.at("rds").describe_db_clusters, status=404,
                   DBClusterIdentifier="gone")
        self.fails("DBInstanceNotFound", self.at("rds").describe_db_instances, status=404,
                   DBInstanceIdentifier="gone")

    def test_other_engines(self):
        """[D] RDS lists clusters of Neptune and DocumentDB with its own."""
        self.there("AWS::Neptune::DBCluster", groups=[group_id()])
        self.there("AWS::DocDB::DBCluster", groups=[group_id()])
        seen = self.at("rds").describe_db_clusters()["DBClusters"]
        self.assertEqual({c["Engine"] for c in seen}, {"neptune", "docdb"})

    def test_domain(self):
        """[D] A domain names groups for users, for spaces and for itself; a profile its own."""
        groups = [group_id() for _ in range(4)]
        domain = self.there("AWS::SageMaker::Domain", groups=groups[:1], parts=[
            {"name": "DefaultSpaceSettings", "groups": groups[1:2]},
            {"name": "DomainSettings", "groups": groups[2:3]}])
        self.there("AWS::SageMaker::UserProfile", "ann", groups=groups[3:], **{"in": domain})
        sage = self.at("sagemaker")
        one = sage.describe_domain(DomainId=sage.list_domains()["Domains"][0]["DomainId"])
        profile = sage.list_user_profiles()["UserProfiles"][0]
        told = sage.describe_user_profile(DomainId=profile["DomainId"],
                                          UserProfileName=profile["UserProfileName"])
        self.assertEqual(one["DefaultUserSettings"]["SecurityGroups"]
                         + one["DefaultSpaceSettings"]["SecurityGroups"]
                         + one["DomainSettings"]["SecurityGroupIds"]
                         + told["UserSettings"]["SecurityGroups"], groups)
        self.assertEqual(profile["DomainId"], one["DomainId"])

    def test_capacity_provider(self):
        """[D] A capacity provider of managed instances names groups."""
        group = group_id()
        self.there("AWS::ECS::CapacityProvider", groups=[group])
        self.assertEqual(jmespath.search(
            "capacityProviders[].managedInstancesProvider.instanceLaunchTemplate"
            ".networkConfiguration.securityGroups[]",
            self.at("ecs").describe_capacity_providers()), [group])

    def test_fleet_of_a_template(self):
        """[D] An EC2 Fleet names its template; an instant one is shown by id only."""
        template = self.ec2.create_launch_template(
            LaunchTemplateName=unique("lt"),
            LaunchTemplateData={"SecurityGroupIds": [group_id()]})["LaunchTemplate"]
        fleets = ["fleet-" + uuid_of(), "fleet-" + uuid_of()]
        for fleet, kind in zip(fleets, ("maintain", "instant")):
            self.there("AWS::EC2::EC2Fleet", fleet, facts={
                "type": kind, "LaunchTemplate": template["LaunchTemplateName"]})
        listed = self.ec2.describe_fleets()["Fleets"]
        self.assertEqual([f["FleetId"] for f in listed], fleets[:1])
        named = self.ec2.describe_fleets(FleetIds=fleets[1:])["Fleets"][0]
        self.assertEqual(named["LaunchTemplateConfigs"][0]["LaunchTemplateSpecification"],
                         {"LaunchTemplateId": template["LaunchTemplateId"],
                          "LaunchTemplateName": template["LaunchTemplateName"],
                          "Version": "$Default"})

    def test_interfaces_of_a_request(self):
        """[D] Spot requests may name groups on interfaces."""
        group = group_id()
        part = {"name": "0", "groups": [group]}
        self.there("AWS::EC2::SpotInstanceRequest", parts=[part])
        self.there("AWS::EC2::SpotFleet", parts=[part])
        one = self.ec2.describe_spot_instance_requests()["SpotInstanceRequests"][0]
        self.assertEqual(one["LaunchSpecification"]["NetworkInterfaces"][0]["Groups"], [group])
        fleet = self.ec2.describe_spot_fleet_requests()["SpotFleetRequestConfigs"][0]
        self.assertEqual(jmespath.search(
            "SpotFleetRequestConfig.LaunchSpecifications[].NetworkInterfaces[].Groups[]", fleet),
            [group])

    def test_tags_of_a_request(self):
        """[D] A Spot request is EC2's own and takes tags."""
        name = self.there("AWS::EC2::SpotInstanceRequest")
        self.ec2.create_tags(Resources=[name], Tags=[{"Key": "team", "Value": "shop"}])
        one = self.ec2.describe_spot_instance_requests(
            Filters=[{"Name": "tag:team", "Values": ["shop"]}])["SpotInstanceRequests"][0]
        self.assertEqual(one["Tags"], [{"Key": "team", "Value": "shop"}])

    def test_a_group_named_elsewhere_is_deleted(self):
        """[D] What a service only names does not keep a group from being deleted."""
        group = self.group()
        self.there("AWS::Lambda::Function", groups=[group])
        self.ec2.delete_security_group(GroupId=group)
        seen = self.at("lambda").list_functions()["Functions"][0]
        self.assertEqual(seen["VpcConfig"]["SecurityGroupIds"], [group])


class LaunchTemplatesTest(Services):
    def test_latest_of_all(self):
        """[D] $Latest without an id shows the latest version of every template."""
        made = [self.ec2.create_launch_template(
            LaunchTemplateName=unique("lt"),
            LaunchTemplateData={"SecurityGroupIds": [group_id()]})["LaunchTemplate"]
            ["LaunchTemplateId"] for _ in range(2)]
        for one in made:
            self.addCleanup(self.ec2.delete_launch_template, LaunchTemplateId=one)
        self.ec2.create_launch_template_version(
            LaunchTemplateId=made[0], LaunchTemplateData={"ImageId": "ami-0123456789abcdef0"})
        seen = {v["LaunchTemplateId"]: v["VersionNumber"] for v in
                self.ec2.describe_launch_template_versions(Versions=["$Latest"])
                ["LaunchTemplateVersions"]}
        self.assertEqual((seen[made[0]], seen[made[1]]), (2, 1))

    def test_all_versions_need_a_template(self):
        """[D] Without an id only $Latest and $Default may be asked for."""
        self.fails("MissingParameter", self.ec2.describe_launch_template_versions)
        self.fails("MissingParameter", self.ec2.describe_launch_template_versions,
                   Versions=["1"])


class ConfigTest(Services):
    def select(self, query):
        return [json.loads(one) for one in
                self.at("config").select_resource_config(Expression=query)["Results"]]

    def test_without_recorder(self):
        """[I] Where nothing records, there is nothing to find."""
        self.there("AWS::MSK::Cluster", groups=[group_id()])
        config = self.at("config")
        self.assertEqual(config.describe_configuration_recorders()["ConfigurationRecorders"], [])
        self.assertEqual(self.select("SELECT resourceId"), [])

    def test_recorder(self):
        """[D] A recorder tells what it records and whether it does."""
        self.recording(recording=False, resourceTypes=["AWS::MSK::Cluster"])
        config = self.at("config")
        one = config.describe_configuration_recorders()["ConfigurationRecorders"][0]
        self.assertEqual(one["recordingGroup"]["resourceTypes"], ["AWS::MSK::Cluster"])
        self.assertFalse(one["recordingGroup"]["allSupported"])
        status = config.describe_configuration_recorder_status()["ConfigurationRecordersStatus"]
        self.assertFalse(status[0]["recording"])
        self.fails("NoSuchConfigurationRecorderException",
                   config.describe_configuration_recorders, ConfigurationRecorderNames=["other"])

    def test_recorded_kinds(self):
        """[D] Only recorded kinds are found."""
        self.recording(resourceTypes=["AWS::MSK::Cluster"])
        self.there("AWS::MSK::Cluster", "stream", groups=[group_id()])
        self.there("AWS::DAX::Cluster", groups=[group_id()])
        self.assertEqual(self.select("SELECT resourceName, resourceType"),
                         [{"resourceName": "stream", "resourceType": "AWS::MSK::Cluster"}])

    def test_where(self):
        """[D] WHERE knows =, <>, IN, LIKE, AND, OR, NOT and parentheses."""
        self.recording()
        group = group_id()
        self.there("AWS::Lambda::Function", "report", groups=[group])
        self.there("AWS::MSK::Cluster", "stream", groups=[group])
        for where, names in (
                ("resourceType = 'AWS::MSK::Cluster'", ["stream"]),
                ("resourceType <> 'AWS::MSK::Cluster'", ["report"]),
                ("resourceType IN ('AWS::MSK::Cluster', 'AWS::Lambda::Function')",
                 ["report", "stream"]),
                ("resourceName LIKE 'str%'", ["stream"]),
                ("relationships.resourceId = '" + group + "'", ["report"]),
                ("configuration.SecurityGroupIds = '" + group + "'", ["stream"]),
                ("NOT resourceName = 'stream' AND (resourceName = 'report' OR accountId = '1')",
                 ["report"]),
                ("resourceName = 'other'", [])):
            with self.subTest(where):
                self.assertEqual([one["resourceName"] for one in
                                  self.select("SELECT resourceName WHERE " + where)], names)

    def test_fields(self):
        """[D] Selected fields come nested; * stands for the plain ones."""
        self.recording()
        group = group_id()
        self.there("AWS::Lambda::Function", "report", groups=[group])
        self.assertEqual(
            self.select("SELECT resourceId, configuration.VpcConfig.SecurityGroupIds,"
                        " relationships.resourceId, relationships.resourceType"),
            [{"resourceId": "report",
              "configuration": {"VpcConfig": {"SecurityGroupIds": [group]}},
              "relationships": [{"resourceId": group,
                                 "resourceType": "AWS::EC2::SecurityGroup"}]}])
        self.assertNotIn("configuration", self.select("SELECT *")[0])

    def test_wrong_query(self):
        """[D] A query that cannot be read is InvalidExpressionException."""
        for query in ("resourceId", "SELECT", "SELECT resourceId WHERE", "SELECT resourceId FROM x",
                      "SELECT resourceId WHERE resourceId ~ 'a'", "SELECT COUNT(*)"):
            with self.subTest(query):
                self.fails("InvalidExpressionException", self.select, query=query)


class StateTest(Services):
    def test_wrong_statement(self):
        """[I] The control interface says what is wrong with a statement, and where."""
        with self.assertRaises(urllib.error.HTTPError) as caught:
            state(add=[{"kind": "Function", "name": "x"}])
        self.assertIn("add[0].kind", caught.exception.read().decode())

    def test_what_is_there(self):
        """[I] The control interface shows what is stated."""
        group = group_id()
        self.there("AWS::Glue::Connection", "db", groups=[group])
        where = urllib.parse.urlencode({"account": ACCOUNT, "region": REGION})
        with urllib.request.urlopen(f"{ENDPOINT}/_rolegate/services?{where}") as answer:
            lines = [json.loads(line) for line in answer.read().decode().splitlines()]
        self.assertEqual([(one["kind"], one["name"], one["groups"]) for one in lines],
                         [("AWS::Glue::Connection", "db", [group])])
