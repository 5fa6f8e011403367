package io.slipway.engine;

import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.delegate.BaseDelegateExecution;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.impl.el.Expression;
import org.camunda.bpm.engine.impl.el.JuelExpression;
import org.camunda.bpm.engine.impl.el.JuelExpressionManager;
import org.camunda.bpm.engine.spring.SpringExpressionManager;
import org.camunda.bpm.impl.juel.jakarta.el.ValueExpression;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;

/**
 * Evaluates the expressions of models, and no others: an expression without a process around it comes from a query, that
 * is from whoever sent one (CVE-2026-109432).
 */
final class ModelExpressions extends SpringExpressionManager {

    private static final Set<String> HARMLESS = Set.of("${currentUser()}", "${currentUserGroups()}", "${now()}");

    ModelExpressions(ApplicationContext context, Map<Object, Object> beans) {
        super(context, beans);
    }

    @Override
    public Expression createExpression(String text) {
        return new ModelExpression(createValueExpression(text), this, text);
    }

    private static final class ModelExpression extends JuelExpression {

        ModelExpression(ValueExpression value, JuelExpressionManager manager, String text) {
            super(value, manager, text);
        }

        @Override
        public Object getValue(@Nullable VariableScope scope, @Nullable BaseDelegateExecution context) {
            if (scope == null
                    && !isLiteralText()
                    && !HARMLESS.contains(getExpressionText().strip())) {
                throw new ProcessEngineException("Expressions are not evaluated in queries");
            }
            return super.getValue(scope, context);
        }
    }
}
