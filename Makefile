# `make help` lists the targets. Only a JDK of 17 or newer and Maven are needed; `make apiserver` needs Go as well.
MVN ?= mvn
MVN_FLAGS ?= -B -ntp

.DEFAULT_GOAL := help
.PHONY: help build demo test bench apiserver format crds-check clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

build: ## Build target/quarkus-app/quarkus-run.jar, which runs every command
	$(MVN) $(MVN_FLAGS) package -DskipTests

demo: ## Play every job on this machine and check it, in some three minutes; KEEP=1 leaves it running
	@mkdir -p target/demo
	$(MVN) $(MVN_FLAGS) -q package -DskipTests dependency:build-classpath -Dmdep.outputFile=target/demo/classpath
	@exec "$${JAVA_HOME:+$$JAVA_HOME/bin/}java" -Djava.util.logging.manager=org.jboss.logmanager.LogManager \
	  -cp "target/test-classes:target/classes:$$(cat target/demo/classpath)" dev.rolegate.demo.Demo

test: ## Run every test: unit, operator, real API server, processes, moto, boto3; builds the API server where it is missing
	@mkdir -p target && rm -f target/tiers.txt target/status
	@src/test/apiserver/build.sh || [ -z "$$CI" ] || exit 1
	@{ $(MVN) $(MVN_FLAGS) verify; echo $$? >target/status; } 2>&1 | tee target/test.log
	@echo; echo 'Tests by tier:'; awk -f src/test/tiers.awk target/tiers.txt
	@[ "$$(cat target/status)" = 0 ] || grep -a -A 2 'Process Exit Code\|error in the forked process\|OutOfMemoryError\|A fatal error has been' target/test.log | cut -c 1-300 | tail -n 6
	@exit $$(cat target/status || echo 1)

bench: ## Print the costs of the main job, of judging and of finding orphans, each with its target
	$(MVN) $(MVN_FLAGS) -q test-compile surefire:test@bench

apiserver: ## Build kube-apiserver, etcd and kubectl for the tests where they are missing (Go; some 8 minutes)
	src/test/apiserver/build.sh

format: ## Format the Java sources
	$(MVN) $(MVN_FLAGS) -q spotless:apply

crds-check: build ## Fail where the committed CRDs are not those that the classes give
	@git diff --exit-code -- crds || { echo 'crds/ differs from what the classes give: commit what `make build` wrote'; exit 1; }
	@test -z "$$(git ls-files --others --exclude-standard -- crds)" || { echo 'crds/ holds files that are not committed'; exit 1; }

clean: ## Remove what the builds made, but not the API server
	$(MVN) $(MVN_FLAGS) -q clean
