package org.p2pvps.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Who may know whom. */
class ArchitectureTest {
    private static final String OSGI_ANNOTATIONS = "org.osgi.annotation..";
    private static final String COMPONENT = "org.osgi.service.component.annotations.Component";

    private final JavaClasses ours = Modules.classes();

    @Test
    void protocolKnowsOnlyJava() {
        check(classes()
                .that()
                .resideInAPackage("org.p2pvps.protocol..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.p2pvps.protocol..", OSGI_ANNOTATIONS));
    }

    @Test
    void apiKnowsOnlyJavaAndTheProtocol() {
        check(classes()
                .that()
                .resideInAPackage("org.p2pvps.api..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.p2pvps.api..", "org.p2pvps.protocol..", OSGI_ANNOTATIONS));
    }

    @Test
    void bundlesSeeEachOtherOnlyThroughApiAndProtocol() {
        for (String area : areas()) {
            check(noClasses()
                    .that()
                    .resideInAPackage("org.p2pvps." + area + "..")
                    .should()
                    .dependOnClassesThat(ofAnotherAreaThan(area)));
        }
    }

    @Test
    void agentDoesNotKnowTheServersDomain() {
        check(noClasses()
                .that()
                .resideInAPackage("org.p2pvps.agent..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.p2pvps.api.."));
    }

    @Test
    void onlyRestKnowsCxf() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("org.p2pvps.rest..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.cxf.."));
    }

    @Test
    void onlyPersistenceKnowsTheDatabase() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("org.p2pvps.persistence..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javax.persistence..", "java.sql..", "org.hibernate..", "liquibase.."));
    }

    /** What must come and go while its component stays is a volatile field; everything else comes by the constructor. */
    @Test
    void fieldsAreInjectedOnlyWhenDynamic() {
        check(fields().that()
                .areAnnotatedWith("org.osgi.service.component.annotations.Reference")
                .should()
                .haveModifier(JavaModifier.VOLATILE));
    }

    @Test
    void staticFieldsAreConstants() {
        check(fields().that().areStatic().should().beFinal());
    }

    /** A component that is a service too starts when it is first asked for; a sweep nobody asks must start anyway. */
    @Test
    void sweepsStartByThemselves() {
        check(classes()
                .that()
                .haveSimpleNameEndingWith("Sweep")
                .and()
                .areAnnotatedWith(COMPONENT)
                .should()
                .beAnnotatedWith(DescribedPredicate.describe(
                        "immediate",
                        annotation -> annotation.getRawType().getName().equals(COMPONENT)
                                && annotation.get("immediate").equals(Optional.of(true)))));
    }

    @Test
    void everyEndpointSaysWhoMayCallIt() {
        check(methods()
                .that()
                .areAnnotatedWith(httpMethod())
                .should()
                .beAnnotatedWith("javax.annotation.security.RolesAllowed")
                .orShould()
                .beAnnotatedWith("javax.annotation.security.PermitAll")
                .orShould()
                .beDeclaredInClassesThat()
                .areAnnotatedWith("javax.annotation.security.RolesAllowed"));
    }

    /** The OpenAPI document cannot tell what is in a {@code Response} of JAX-RS. */
    @Test
    void endpointsThatBuildTheirResponseSayWhatIsInIt() {
        check(methods()
                .that()
                .areAnnotatedWith(httpMethod())
                .and()
                .haveRawReturnType("javax.ws.rs.core.Response")
                .should()
                .beAnnotatedWith("io.swagger.v3.oas.annotations.responses.ApiResponse")
                .orShould()
                .beAnnotatedWith("io.swagger.v3.oas.annotations.responses.ApiResponses"));
    }

    @Test
    void commandsLiveInCommandPackages() {
        check(classes()
                .that()
                .areAnnotatedWith("org.apache.karaf.shell.api.action.Command")
                .should()
                .resideInAPackage("org.p2pvps.*.command")
                .andShould()
                .haveSimpleNameEndingWith("Command"));
    }

    @Test
    void timeComesFromAClock() {
        check(noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis"));
    }

    @Test
    void namesSayWhatAClassDoes() {
        check(classes()
                .should(ArchConditions.not(ArchConditions.haveNameMatching(".*(Manager|Util|Utils|Helper|Impl)"))));
    }

    private void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(ours);
    }

    /** The bundles' names: the package segment below {@code org.p2pvps}. */
    private Set<String> areas() {
        return ours.stream()
                .map(type -> area(type.getPackageName()))
                .filter(area -> !Set.of("api", "protocol").contains(area))
                .collect(Collectors.toSet());
    }

    private static DescribedPredicate<JavaClass> ofAnotherAreaThan(String own) {
        Set<String> allowed = Set.of(own, "api", "protocol");
        return DescribedPredicate.describe(
                "of another bundle",
                type -> type.getPackageName().startsWith("org.p2pvps.")
                        && !allowed.contains(area(type.getPackageName())));
    }

    private static String area(String packageName) {
        return packageName.replaceFirst("^org\\.p2pvps\\.", "").replaceFirst("\\..*", "");
    }

    private static DescribedPredicate<com.tngtech.archunit.core.domain.JavaAnnotation<?>> httpMethod() {
        Set<String> verbs = Set.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD");
        return DescribedPredicate.describe(
                "an HTTP method",
                annotation -> annotation.getRawType().getPackageName().equals("javax.ws.rs")
                        && verbs.contains(annotation.getRawType().getSimpleName()));
    }
}
