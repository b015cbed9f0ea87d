package org.p2pvps.path;

import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestWatcher;

/** Gives every test class the one world, and shows the logs when a test fails. */
final class WorldExtension implements ParameterResolver, TestWatcher, BeforeTestExecutionCallback {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == World.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return world(context);
    }

    @Override
    public void beforeTestExecution(ExtensionContext context) {
        Figures.step(context.getRequiredTestClass().getSimpleName() + ": " + context.getDisplayName());
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        Figures.step("FAILED " + context.getDisplayName() + ": " + cause.getMessage());
        System.out.println(world(context).lastWords());
    }

    private static World world(ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .getOrComputeIfAbsent(World.class, type -> World.open(), World.class);
    }
}
