package io.slipway.permit;

import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes the guards out of a Slipway that names this as a source, to show that it is they who hold: the door, the engine's
 * guards, the guards of decisions and variables, and the policy of permits. Found by nobody's scan but named by its test: it is no
 * {@code Configuration}.
 */
public class Unguarded {

    private static final Set<String> SILENT = Set.of("decisionGuard", "variableGuard");

    @Bean
    static BeanDefinitionRegistryPostProcessor openDoor() {
        return registry -> {
            registry.removeBeanDefinition("accessFilter");
            registry.removeBeanDefinition("commandGuardPlugin");
        };
    }

    @Bean
    static BeanPostProcessor openGuards(BeanFactory beans) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                if (SILENT.contains(name)) {
                    return proxy(bean, call -> call.getMethod().getReturnType() == void.class ? null : call.proceed());
                }
                if (bean instanceof PermitOffice office) {
                    return proxy(
                            bean,
                            call -> call.getMethod().getName().equals("issue")
                                    ? issue(office, (PermitOffice.Request) call.getArguments()[0], beans)
                                    : call.proceed());
                }
                return bean;
            }
        };
    }

    private static Object proxy(Object bean, MethodInterceptor interceptor) {
        var proxy = new ProxyFactory(bean);
        proxy.setProxyTargetClass(true);
        proxy.addAdvice(interceptor);
        return proxy.getProxy();
    }

    /** Signs whatever is asked for. */
    private static Object issue(PermitOffice office, PermitOffice.Request request, BeanFactory beans) {
        var transaction = new TransactionTemplate(beans.getBean(PlatformTransactionManager.class));
        return transaction.execute(status -> {
            try {
                var records = PermitOffice.class.getDeclaredMethod("record", String.class);
                var write = PermitOffice.class.getDeclaredMethod(
                        "write", PermitOffice.Request.class, ReleaseRecord.class, Judgement.class);
                records.setAccessible(true);
                write.setAccessible(true);
                var record = (ReleaseRecord) records.invoke(office, request.release());
                var way = record.rehearses().isPresent() ? Judgement.BACK : Judgement.FORWARD;
                var judgement = new Judgement(way, List.of(), Map.of(), List.of());
                return write.invoke(office, request, record, judgement).toString();
            } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
