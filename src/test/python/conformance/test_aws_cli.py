"""The AWS command line, unmodified, against the endpoint."""

import json
import os
import subprocess
import sys

from .harness import ENDPOINT, Case, unique

# The command's own entry point: one start of Python costs more than all of a test's calls.
AWS = [sys.executable, "-m", "awscli"]


class CommandLineTest(Case):
    def aws(self, *words, ok=True):
        environment = {"PATH": os.environ.get("PATH", ""), "HOME": "/nonexistent",
                       "AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE", "AWS_PAGER": "",
                       "AWS_SECRET_ACCESS_KEY": "secret", "AWS_DEFAULT_REGION": self.region,
                       "AWS_EC2_METADATA_DISABLED": "true", "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run([*AWS, "--endpoint-url", ENDPOINT, "--output", "json", *words],
                              env=environment, capture_output=True, text=True, timeout=60)
        if not ok:
            self.assertNotEqual(done.returncode, 0)
            return done.stderr
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout) if done.stdout.strip() else {}

    def test_a_groups_life(self):
        """[D] create, authorize, describe, revoke and delete with the CLI's short options."""
        name = unique()
        group = self.aws("ec2", "create-security-group", "--group-name", name, "--description",
                         "by the CLI", "--vpc-id", self.vpc, "--tag-specifications",
                         "ResourceType=security-group,Tags=[{Key=role,Value=web}]")["GroupId"]
        made = self.aws("ec2", "authorize-security-group-ingress", "--group-id", group,
                        "--protocol", "tcp", "--port", "443", "--cidr", "10.0.0.0/8")
        self.assertEqual(made["SecurityGroupRules"][0]["FromPort"], 443)
        self.aws("ec2", "authorize-security-group-egress", "--group-id", group,
                 "--ip-permissions",
                 "IpProtocol=tcp,FromPort=80,ToPort=81,IpRanges=[{CidrIp=10.0.0.0/8,"
                 "Description=out}]")
        seen = self.aws("ec2", "describe-security-groups", "--filters",
                        f"Name=group-name,Values={name}", "Name=tag:role,Values=web")
        self.assertEqual([g["GroupId"] for g in seen["SecurityGroups"]], [group])
        self.aws("ec2", "revoke-security-group-ingress", "--group-id", group,
                 "--security-group-rule-ids",
                 made["SecurityGroupRules"][0]["SecurityGroupRuleId"])
        rules = self.aws("ec2", "describe-security-group-rules", "--filters",
                         f"Name=group-id,Values={group}", "--max-items", "1")
        self.assertTrue(rules["NextToken"])
        self.aws("ec2", "delete-security-group", "--group-id", group)

    def test_errors(self):
        """[D] The CLI tells EC2's code and message."""
        told = self.aws("ec2", "describe-security-groups", "--group-ids",
                        "sg-0aaaaaaaaaaaaaaa1", ok=False)
        self.assertIn("(InvalidGroup.NotFound) when calling the DescribeSecurityGroups operation:"
                      " The security group 'sg-0aaaaaaaaaaaaaaa1' does not exist", told)

    def test_identity(self):
        """[D] aws sts get-caller-identity."""
        self.assertRegex(self.aws("sts", "get-caller-identity")["Account"], r"^\d{12}$")
