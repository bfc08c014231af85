package vn.hoso.examples;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** Who may know whom, and what stays inside. */
@AnalyzeClasses(packages = "vn.hoso", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String[] BEYOND_CORE = {
        "vn.hoso.ocr..", "vn.hoso.signing..", "vn.hoso.search..", "vn.hoso.reuse..", "vn.hoso.examples.."
    };

    /**
     * What a public signature of the library may be made of; everything else could not be replaced later. The registry of
     * Micrometer is what callers have who watch over runs.
     */
    private static final List<String> ALLOWED = List.of(
            "java.", "javax.net.ssl.", "vn.hoso.", "org.jspecify.", "io.micrometer.core.instrument.MeterRegistry");

    @ArchTest
    static final ArchRule coreKnowsNoOtherModule = noClasses()
            .that()
            .resideOutsideOfPackages(BEYOND_CORE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(BEYOND_CORE);

    @ArchTest
    static final ArchRule recognitionKnowsCoreOnly = noClasses()
            .that()
            .resideInAPackage("vn.hoso.ocr..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("vn.hoso.signing..", "vn.hoso.search..", "vn.hoso.reuse..", "vn.hoso.examples..");

    @ArchTest
    static final ArchRule signingKnowsCoreOnly = noClasses()
            .that()
            .resideInAPackage("vn.hoso.signing..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("vn.hoso.ocr..", "vn.hoso.search..", "vn.hoso.reuse..", "vn.hoso.examples..");

    @ArchTest
    static final ArchRule searchKnowsCoreOnly = noClasses()
            .that()
            .resideInAnyPackage("vn.hoso.search..", "vn.hoso.reuse..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("vn.hoso.ocr..", "vn.hoso.signing..", "vn.hoso.examples..");

    @ArchTest
    static final ArchRule internalsStayInTheirModule = noClasses()
            .that()
            .resideOutsideOfPackage("vn.hoso.signing..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("vn.hoso.signing.internal..");

    @ArchTest
    static final ArchRule noCycles = slices().matching("vn.hoso.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule engineTypesStayInside = classes()
            .that()
            .arePublic()
            .and()
            .resideOutsideOfPackages("..internal..", "vn.hoso.examples..")
            .should(nameOnlyPlatformTypes());

    @ArchTest
    static final ArchRule onlyTheCommandLinePrints = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    @ArchTest
    static final ArchRule failuresHaveNames = NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;

    @ArchTest
    static void everyPackageIsNullMarked(JavaClasses classes) {
        Set<String> unmarked = classes.stream()
                .map(JavaClass::getPackage)
                .distinct()
                .filter(javaPackage -> javaPackage
                        .tryGetPackageInfo()
                        .filter(info -> info.isAnnotatedWith(NullMarked.class))
                        .isEmpty())
                .map(javaPackage -> javaPackage.getName())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(unmarked).isEmpty();
    }

    /** An import that found nothing would let every rule pass. */
    @ArchTest
    static void allModulesAreLookedAt(JavaClasses classes) {
        assertThat(classes.size()).isGreaterThan(150);
        for (String name :
                List.of("archive", "digitize", "extract", "failure", "id", "paper", "pdf", "record", "registry")) {
            assertThat(classes.containPackage("vn.hoso." + name)).as(name).isTrue();
        }
        for (String name : List.of("scan", "seal", "text", "ocr", "signing", "search", "examples")) {
            assertThat(classes.containPackage("vn.hoso." + name)).as(name).isTrue();
        }
    }

    private static ArchCondition<JavaClass> nameOnlyPlatformTypes() {
        return new ArchCondition<>("name only types of the platform and of Hoso in their public signatures") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                Stream<String> own = Stream.concat(
                                Stream.concat(item.getSuperclass().stream(), item.getInterfaces().stream()),
                                item.getTypeParameters().stream())
                        .flatMap(type -> foreign(item.getName(), type));
                Stream<String> members = Stream.concat(
                        item.getCodeUnits().stream()
                                .filter(unit -> visible(unit.getModifiers()))
                                .flatMap(unit -> foreign(unit)),
                        item.getFields().stream()
                                .filter(field -> visible(field.getModifiers()))
                                .flatMap((JavaField field) -> foreign(field.getFullName(), field.getType())));
                Stream.concat(own, members)
                        .forEach(message -> events.add(SimpleConditionEvent.violated(item, message)));
            }
        };
    }

    private static boolean visible(Set<JavaModifier> modifiers) {
        return (modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED))
                && !modifiers.contains(JavaModifier.SYNTHETIC);
    }

    private static Stream<String> foreign(JavaCodeUnit unit) {
        Stream<JavaType> types = Stream.concat(
                Stream.of(unit.getReturnType()),
                Stream.concat(unit.getParameterTypes().stream(), unit.getTypeParameters().stream()));
        Stream<JavaType> thrown = unit.getThrowsClause().getTypes().stream().map(type -> (JavaType) type);
        return Stream.concat(types, thrown).flatMap(type -> foreign(unit.getFullName(), type));
    }

    private static Stream<String> foreign(String where, JavaType type) {
        return type.getAllInvolvedRawTypes().stream()
                .map(raw -> raw.getBaseComponentType())
                .filter(raw -> !raw.isPrimitive())
                .filter(raw -> ALLOWED.stream().noneMatch(raw.getName()::startsWith))
                .map(raw -> where + " names " + raw.getName());
    }
}
