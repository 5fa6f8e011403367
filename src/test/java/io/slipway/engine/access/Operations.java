package io.slipway.engine.access;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.ws.rs.core.Application;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.model.Resource;
import org.glassfish.jersey.server.model.ResourceMethod;
import org.glassfish.jersey.servlet.ServletContainer;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** What a running application offers over HTTP, asked of itself: every servlet, and every operation of each. */
final class Operations {

    /** A method and a path with parameters, {@code GET /task/{id}}. */
    record Operation(String method, String path) implements Comparable<Operation> {

        Operation {
            path = path.replaceAll("\\{\\*?([A-Za-z-]+)[^}]*}", "{$1}")
                    .replaceAll("/+", "/")
                    .replaceAll("(?<=.)/$", "");
        }

        @Override
        public int compareTo(Operation other) {
            return toString().compareTo(other.toString());
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    private static final int DEEPEST = 6;

    private final WebApplicationContext application;
    private final Set<Operation> found = new TreeSet<>();

    private Operations(WebApplicationContext application) {
        this.application = application;
    }

    static Set<Operation> of(WebApplicationContext application) throws ReflectiveOperationException {
        var operations = new Operations(application);
        var servlets = application.getBean(ServletContext.class).getServletRegistrations();
        for (var servlet : servlets.values()) {
            operations.servlet(servlet);
        }
        return operations.found;
    }

    private void servlet(ServletRegistration servlet) throws ReflectiveOperationException {
        var type = Class.forName(servlet.getClassName());
        if (ServletContainer.class.isAssignableFrom(type)) {
            for (var mapping : servlet.getMappings()) {
                rest(classes(servlet), mapping.replaceFirst("/\\*$", ""));
            }
        } else if (DispatcherServlet.class.isAssignableFrom(type)) {
            application
                    .getBeansOfType(RequestMappingInfoHandlerMapping.class)
                    .values()
                    .forEach(this::mapped);
        } else {
            // what it does is not known: its row stands for all of it
            servlet.getMappings().forEach(mapping -> found.add(new Operation("ANY", mapping)));
        }
    }

    private Collection<Class<?>> classes(ServletRegistration servlet) throws ReflectiveOperationException {
        var name = servlet.getInitParameter("jakarta.ws.rs.Application");
        return name == null
                ? application.getBean(ResourceConfig.class).getClasses()
                : ((Application) Class.forName(name).getDeclaredConstructor().newInstance()).getClasses();
    }

    private void rest(Collection<Class<?>> classes, String mount) {
        for (var type : classes) {
            var resource = Resource.from(type, true);
            if (resource != null && resource.getPath() != null) {
                walk(resource, mount, 0);
            }
        }
    }

    private void walk(Resource resource, String above, int depth) {
        var path = above + "/" + (resource.getPath() == null ? "" : resource.getPath());
        resource.getResourceMethods().forEach(method -> found.add(new Operation(method.getHttpMethod(), path)));
        resource.getChildResources().forEach(child -> walk(child, path, depth));
        var locator = resource.getResourceLocator();
        if (locator != null && depth < DEEPEST) {
            locate(locator, path, depth);
        }
    }

    private void locate(ResourceMethod locator, String path, int depth) {
        var located = Resource.from(locator.getInvocable().getRawResponseType(), true);
        if (located != null) {
            walk(Resource.builder(located).path("").build(), path, depth + 1);
        }
    }

    private void mapped(RequestMappingInfoHandlerMapping mapping) {
        mapping.getHandlerMethods().keySet().forEach(info -> info.getPatternValues()
                .forEach(pattern -> {
                    var methods = info.getMethodsCondition().getMethods();
                    if (methods.isEmpty()) {
                        found.add(new Operation("ANY", pattern));
                    }
                    methods.forEach(method -> found.add(new Operation(method.name(), pattern)));
                }));
    }
}
