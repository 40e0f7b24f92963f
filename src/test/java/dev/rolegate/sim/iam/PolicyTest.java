package dev.rolegate.sim.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One policy against one access: actions, resources and conditions. */
class PolicyTest {
  private static final String GROUP =
      "arn:aws:ec2:eu-west-1:111122223333:security-group/sg-0a1b2c3d4e5f60718";

  private static Policy policy(String statement) {
    return Policy.permissions(
        "test", "{\"Version\":\"2012-10-17\",\"Statement\":[" + statement + "]}");
  }

  private static boolean allows(Policy policy, String action, String resource, RequestContext c) {
    return !policy.covering(true, Access.to(action, resource, () -> c), c).isEmpty();
  }

  private static boolean allows(String actions, String resources, String action, String resource) {
    return allows(
        policy("{\"Effect\":\"Allow\"," + actions + "," + resources + "}"),
        action,
        resource,
        new RequestContext());
  }

  @ParameterizedTest
  @CsvSource({
    "ec2:CreateTags, ec2:CreateTags, true",
    "ec2:createtags, ec2:CreateTags, true",
    "ec2:Create*, ec2:CreateTags, true",
    "ec2:Create????, ec2:CreateTags, true",
    "ec2:Create???, ec2:CreateTags, false",
    "ec2:*, sts:AssumeRole, false",
    "*, sts:AssumeRole, true"
  })
  @DisplayName("[D] actions have no case, and wildcards")
  void actions(String written, String action, boolean expected) {
    assertThat(allows("\"Action\":\"" + written + "\"", "\"Resource\":\"*\"", action, GROUP))
        .isEqualTo(expected);
    assertThat(allows("\"NotAction\":\"" + written + "\"", "\"Resource\":\"*\"", action, GROUP))
        .isEqualTo(!expected);
  }

  @ParameterizedTest
  @CsvSource({
    "*, true",
    "arn:aws:ec2:eu-west-1:111122223333:security-group/*, true",
    "arn:aws:ec2:*:*:security-group/sg-*, true",
    "arn:aws:ec2:eu-west-1:111122223333:security-group/sg-0a1b2c3d4e5f60718, true",
    "arn:aws:ec2:eu-west-1:111122223333:SECURITY-GROUP/*, false",
    "arn:aws:ec2:eu-west-2:111122223333:security-group/*, false",
    "arn:aws:ec2:eu-west-1:111122223333:security-group-rule/*, false",
    "arn:aws:s3:::*, false"
  })
  @DisplayName("[D] resources are compared part by part")
  void resources(String written, boolean expected) {
    String action = "\"Action\":\"ec2:*\"";
    assertThat(allows(action, "\"Resource\":\"" + written + "\"", "ec2:CreateTags", GROUP))
        .isEqualTo(expected);
    assertThat(allows(action, "\"NotResource\":\"" + written + "\"", "ec2:CreateTags", GROUP))
        .isEqualTo(!expected);
  }

  @Test
  @DisplayName("[D] an action on no resource is allowed on all resources only")
  void noResource() {
    String action = "\"Action\":\"ec2:*\"";
    assertThat(allows(action, "\"Resource\":\"*\"", "ec2:DescribeVpcs", Access.ANY)).isTrue();
    assertThat(allows(action, "\"Resource\":\"arn:aws:ec2:*:*:*\"", "ec2:DescribeVpcs", Access.ANY))
        .isFalse();
  }

  private static RequestContext tags(Map<String, String> request, Map<String, String> resource) {
    return new RequestContext()
        .withRequestTags(request)
        .withResourceTags(resource)
        .with("ec2:Vpc", "arn:aws:ec2:eu-west-1:111122223333:vpc/vpc-1")
        .with("aws:PrincipalArn", "arn:aws:iam::111122223333:role/rolegate");
  }

  private static boolean holds(String condition, RequestContext context) {
    Policy policy =
        policy(
            "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":"
                + condition
                + "}");
    return allows(policy, "ec2:CreateTags", GROUP, context);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'StringEquals':{'aws:RequestTag/cluster':'a'}} | true",
        "{'StringEquals':{'aws:RequestTag/cluster':['x','a']}} | true",
        "{'StringEquals':{'aws:RequestTag/Cluster':'a'}} | true",
        "{'StringEquals':{'aws:RequestTag/cluster':'A'}} | false",
        "{'StringEquals':{'aws:RequestTag/cluster':'*'}} | false",
        "{'StringEquals':{'aws:RequestTag/gone':'a'}} | false",
        "{'StringEqualsIfExists':{'aws:RequestTag/gone':'a'}} | true",
        "{'StringEqualsIfExists':{'aws:RequestTag/cluster':'b'}} | false",
        "{'StringNotEquals':{'aws:RequestTag/cluster':'b'}} | true",
        "{'StringNotEquals':{'aws:RequestTag/cluster':['b','a']}} | false",
        "{'StringNotEquals':{'aws:RequestTag/gone':'b'}} | true",
        "{'StringEqualsIgnoreCase':{'aws:RequestTag/cluster':'A'}} | true",
        "{'StringNotEqualsIgnoreCase':{'aws:RequestTag/cluster':'A'}} | false",
        "{'StringLike':{'aws:ResourceTag/name':'w?b*'}} | true",
        "{'StringLike':{'aws:ResourceTag/name':'?eb'}} | false",
        "{'StringNotLike':{'aws:ResourceTag/name':'db*'}} | true",
        "{'ArnEquals':{'ec2:Vpc':'arn:aws:ec2:eu-west-1:111122223333:vpc/vpc-1'}} | true",
        "{'ArnLike':{'ec2:Vpc':'arn:aws:ec2:*:111122223333:vpc/*'}} | true",
        "{'ArnEquals':{'ec2:Vpc':'arn:aws:ec2:eu-west-1:111122223333:vpc/vpc-2'}} | false",
        "{'ArnNotEquals':{'aws:PrincipalArn':'arn:aws:iam::111122223333:role/rolegate'}} | false",
        "{'ArnNotLike':{'aws:PrincipalArn':'arn:aws:iam::*:role/other'}} | true",
        "{'Null':{'aws:ResourceTag/gone':'true'}} | true",
        "{'Null':{'aws:ResourceTag/name':'true'}} | false",
        "{'Null':{'aws:ResourceTag/name':'false'}} | true",
        "{'ForAllValues:StringEquals':{'aws:TagKeys':['cluster','role']}} | true",
        "{'ForAllValues:StringEquals':{'aws:TagKeys':['cluster']}} | false",
        "{'ForAllValues:StringLike':{'aws:TagKeys':'*l*'}} | true",
        "{'ForAnyValue:StringEquals':{'aws:TagKeys':['role','x']}} | true",
        "{'ForAnyValue:StringEquals':{'aws:TagKeys':['x']}} | false",
        "{'ForAnyValue:StringNotEquals':{'aws:TagKeys':['role']}} | true",
        "{'StringEquals':{'aws:RequestTag/cluster':'a','aws:ResourceTag/name':'db'}} | false",
        "{'StringEquals':{'aws:RequestTag/cluster':'a'},'Null':{'ec2:Vpc':'true'}} | false"
      })
  @DisplayName("[D] each operator, on keys that are there and on keys that are not")
  void conditions(String condition, boolean expected) {
    RequestContext context =
        tags(Map.of("cluster", "a", "role", "web"), Map.of("name", "web-servers"));
    assertThat(holds(condition.replace('\'', '"'), context)).isEqualTo(expected);
  }

  @Test
  @DisplayName("[D] without any tag all of them are as asked for, and none of them is")
  void noTags() {
    RequestContext none = tags(Map.of(), Map.of());
    assertThat(holds("{\"ForAllValues:StringEquals\":{\"aws:TagKeys\":\"a\"}}", none)).isTrue();
    assertThat(holds("{\"ForAnyValue:StringEquals\":{\"aws:TagKeys\":\"a\"}}", none)).isFalse();
    assertThat(holds("{\"ForAnyValue:StringNotEquals\":{\"aws:TagKeys\":\"a\"}}", none)).isFalse();
    assertThat(holds("{\"Null\":{\"aws:TagKeys\":\"true\"}}", none)).isTrue();
  }

  @Test
  @DisplayName("[I] of a resource that does not exist, conditions on its attributes are unknown")
  void missing() {
    String condition =
        "\"Condition\":{\"StringEquals\":{\"aws:ResourceTag/cluster\":\"a\",\"ec2:Region\":\"r\"}}}";
    Access access = new Access("ec2:DeleteSecurityGroup", GROUP, true, RequestContext::new);
    RequestContext here = new RequestContext().with("ec2:Region", "r");
    RequestContext elsewhere = new RequestContext().with("ec2:Region", "s");
    String all = "\"Action\":\"*\",\"Resource\":\"*\",";
    Policy allow = policy("{\"Effect\":\"Allow\"," + all + condition);
    Policy deny = policy("{\"Effect\":\"Deny\"," + all + condition);
    assertThat(allow.covering(true, access, here)).hasSize(1);
    assertThat(allow.covering(true, access, elsewhere)).isEmpty();
    assertThat(deny.covering(false, access, here)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'DateLessThan':{'ec2:Region':'a'}}}~DateLessThan",
        "{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'StringEquals':{'aws:SourceIp':'a'}}}~aws:SourceIp",
        "{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'StringEquals':{'aws:TagKeys':'a'}}}~ForAllValues",
        "{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'StringEquals':{'ec2:Region':'${aws:x}'}}}~policy variables",
        "{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'ArnEquals':{'ec2:Vpc':'vpc-1'}}}~no ARN",
        "{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'Null':{'ec2:Vpc':'no'}}}~Null takes",
        "{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'StringEquals':{'ec2:Region':[]}}}~empty",
        "{'Effect':'Allow','Action':'*','Resource':'*','Conditions':{}}~Conditions",
        "{'Effect':'Allow','Action':'*','Resource':'*','Principal':'*'}~no Principal",
        "{'Effect':'Allow','Action':'*'}~Resource",
        "{'Effect':'Allow','Action':'*','NotAction':'*','Resource':'*'}~one of them",
        "{'Effect':'Allow','Resource':'*'}~Action",
        "{'Effect':'allow','Action':'*','Resource':'*'}~Allow or Deny",
        "{'Effect':'Allow','Action':'CreateTags','Resource':'*'}~no action",
        "{'Effect':'Allow','Action':'*','Resource':'sg-1'}~no ARN",
        "{'Effect':'Allow','Action':7,'Resource':'*'}~takes texts"
      })
  @DisplayName("what cannot be evaluated is refused when it is read, by policy and statement")
  void refused(String statementAndWhy) {
    String[] parts = statementAndWhy.split("~");
    assertThatThrownBy(() -> policy(parts[0].replace('\'', '"')))
        .isInstanceOf(IamException.class)
        .hasMessageStartingWith("test/1")
        .hasMessageContaining(parts[1]);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[]",
        "{'Version':'2008-10-17','Statement':[]}",
        "{'Version':'2012-10-17','Statement':[]}",
        "{'Version':'2012-10-17'}",
        "{'Version':'2012-10-17','Statement':[],'Statement':[]}"
      })
  void documentsThatAreNone(String document) {
    assertThatThrownBy(() -> Policy.permissions("test", document.replace('\'', '"')))
        .isInstanceOf(IamException.class)
        .hasMessageStartingWith("test: ");
  }

  @Test
  void twoStatementsOfOneNameAreRefused() {
    String one = "{\"Sid\":\"A\",\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}";
    assertThatThrownBy(() -> policy(one + "," + one)).hasMessageContaining("two statements");
    assertThat(policy(one).statements()).extracting(Statement::name).isEqualTo(List.of("test/A"));
  }
}
