"""STS: who calls, and roles of other accounts."""

import datetime

from .harness import Case, OTHER_ACCOUNT, client, elsewhere, shared


class TokenServiceTest(Case):
    def assume(self, account="222233334444", **more):
        return shared("sts").assume_role(RoleArn=f"arn:aws:iam::{account}:role/operator",
                                         RoleSessionName="session-1", **more)

    def test_identity(self):
        """[D] GetCallerIdentity tells account, ARN and user id."""
        seen = shared("sts").get_caller_identity()
        self.assertRegex(seen["Account"], r"^\d{12}$")
        self.assertIn(seen["Account"], seen["Arn"])
        self.assertTrue(seen["UserId"])

    def test_identity_owns_its_groups(self):
        """[D] Groups belong to the account that calls."""
        self.assertEqual(self.describe(self.group())["OwnerId"],
                         shared("sts").get_caller_identity()["Account"])

    def test_another_account(self):
        """[D] Another account's credentials are another identity."""
        seen = elsewhere("sts").get_caller_identity()
        self.assertEqual(seen["Account"], OTHER_ACCOUNT)

    def test_assume_role(self):
        """[D] AssumeRole answers temporary credentials and the session's ARN."""
        answer = self.assume()
        self.assertEqual(answer["AssumedRoleUser"]["Arn"],
                         "arn:aws:sts::222233334444:assumed-role/operator/session-1")
        self.assertTrue(answer["AssumedRoleUser"]["AssumedRoleId"].endswith(":session-1"))
        self.assertTrue(answer["Credentials"]["AccessKeyId"].startswith("ASIA"))
        self.assertGreater(answer["Credentials"]["Expiration"],
                           datetime.datetime.now(datetime.timezone.utc))

    def test_session_acts_in_the_roles_account(self):
        """[D] The session sees and makes the groups of the role's account."""
        given = self.assume()["Credentials"]
        how = dict(key=given["AccessKeyId"], secret=given["SecretAccessKey"],
                   token=given["SessionToken"])
        self.assertEqual(client("sts", **how).get_caller_identity()["Arn"],
                         "arn:aws:sts::222233334444:assumed-role/operator/session-1")
        ec2 = client(**how)
        vpc = self.new_vpc(ec2=ec2)
        group = self.group(vpc, ec2=ec2)
        self.assertEqual(ec2.describe_security_groups(GroupIds=[group])["SecurityGroups"][0]
                         ["OwnerId"], "222233334444")
        self.fails("InvalidGroup.NotFound", self.ec2.describe_security_groups, GroupIds=[group])

    def test_session_name_characters(self):
        """[D] Session names have a character set of their own."""
        self.fails("ValidationError", shared("sts", validate=False).assume_role,
                   RoleArn="arn:aws:iam::222233334444:role/operator", RoleSessionName="a b")

    def test_malformed_role(self):
        """[D] What is no role's ARN is a ValidationError."""
        self.fails("ValidationError", shared("sts", validate=False).assume_role,
                   RoleArn="operator-role-without-arn", RoleSessionName="session-1")

    def test_duration_bounds(self):
        """[D] DurationSeconds starts at 900."""
        self.fails("ValidationError", shared("sts", validate=False).assume_role,
                   RoleArn="arn:aws:iam::222233334444:role/operator", RoleSessionName="session-1",
                   DurationSeconds=899)
