package io.pixelforge.camel;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.targetOwner;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.pixelforge.camel.jobs.JobRepository;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.apache.camel.Service;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the component is built: what CONTRIBUTING.md says of its packages, and what none of its classes does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureTest {

    private static final String CAMEL = "io.pixelforge.camel";
    private static final String OBSERVE = "io.pixelforge.camel.observe";
    private static final String JOBS = "io.pixelforge.camel.jobs";
    private static final String GATEWAY = "io.pixelforge.camel.gateway";
    private static final String IMAGES = "io.pixelforge.camel.images";

    private final JavaClasses component = new ClassFileImporter().importPath(Path.of("target/classes"));
    private final JavaClasses tests = new ClassFileImporter().importPath(Path.of("target/test-classes"));

    @Test
    void packagesKnowEachOtherOneWayOnly() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("camel")
                .definedBy(CAMEL)
                .layer("observe")
                .definedBy(OBSERVE)
                .layer("jobs")
                .definedBy(JOBS)
                .layer("images")
                .definedBy(IMAGES)
                .layer("gateway")
                .definedBy(GATEWAY)
                .whereLayer("camel")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("observe")
                .mayOnlyBeAccessedByLayers("camel")
                .whereLayer("jobs")
                .mayOnlyBeAccessedByLayers("camel", "observe")
                .whereLayer("images")
                .mayOnlyBeAccessedByLayers("camel")
                .whereLayer("gateway")
                .mayOnlyBeAccessedByLayers("camel", "observe", "jobs", "images")
                .check(component);
        slices().matching("io.pixelforge.(**)").should().beFreeOfCycles().check(component);
        classes()
                .should()
                .resideInAnyPackage(CAMEL, OBSERVE, JOBS, GATEWAY, IMAGES)
                .check(component);
    }

    @Test
    void theWireAndTheJobsKnowNothingOfRoutes() {
        noClasses()
                .that()
                .resideInAnyPackage(GATEWAY, JOBS)
                .and(describe(
                        "are neither repositories nor exceptions, which Camel has to know",
                        type -> !type.isAssignableTo(JobRepository.class) && !type.isAssignableTo(Throwable.class)))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.camel..")
                .check(component);
    }

    @Test
    void nothingIsSerialisedAsJavaObjects() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ObjectInputStream.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(ObjectOutputStream.class)
                .check(component);
    }

    @Test
    void threadsAreThoseThatItIsGiven() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Executors.class)
                .orShould()
                .callConstructorWhere(targetOwner(assignableTo(Thread.class)))
                .orShould()
                .callMethodWhere(targetOwner(assignableTo(CompletableFuture.class))
                        .and(describe("is asynchronous without an executor", ArchitectureTest::isWithoutExecutor)))
                .check(component);
    }

    private static boolean isWithoutExecutor(JavaCall<?> call) {
        List<String> parameters = call.getTarget().getRawParameterTypes().stream()
                .map(type -> type.getSimpleName())
                .toList();
        return call.getName().endsWith("Async") && !parameters.contains("Executor");
    }

    @Test
    void nothingIsPrinted() {
        noClasses()
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(Throwable.class, "printStackTrace")
                .check(component);
    }

    @Test
    void nobodySleepsNotEvenATest() {
        for (JavaClasses some : List.of(component, tests)) {
            noClasses()
                    .should()
                    .callMethod(Thread.class, "sleep", long.class)
                    .orShould()
                    .callMethod(Thread.class, "sleep", long.class, int.class)
                    .check(some);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PixelForgeComponent",
                "PixelForgeConstants",
                "PixelForgeJob",
                "jobs.JobRepository",
                "jobs.MemoryJobRepository",
                "jobs.JdbcJobRepository",
                "images.ImagePublisher",
                "gateway.GenerateRequest",
                "gateway.RelightRequest",
                "gateway.PixelForgeException",
                "gateway.InvalidRequestException",
                "gateway.AuthenticationException",
                "gateway.InsufficientBalanceException",
                "gateway.RateLimitException",
                "gateway.SubmissionUnknownException",
                "gateway.JobFailedException",
                "gateway.CompletionTimeoutException",
                "gateway.MediaException",
                "gateway.GatewayException"
            })
    void whatUsersProgramAgainstIsPublic(String name) {
        classes()
                .that()
                .haveFullyQualifiedName(CAMEL + "." + name)
                .should()
                .bePublic()
                .check(component);
        assertThat(component.contain(CAMEL + "." + name)).isTrue();
    }

    @Test
    void noClassIsBothLifecycleAndLogic() {
        classes()
                .that()
                .resideInAnyPackage(GATEWAY, JOBS, IMAGES)
                .should()
                .notBeAssignableTo(Service.class)
                .check(component);
    }
}
