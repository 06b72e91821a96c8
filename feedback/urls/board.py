"""The addresses of the public board. They are the public's: no session, no cookie, no script needed."""

from django.urls import URLPattern, URLResolver, path

from feedback.views import answers, board, data, data_schema, me_too, method, results, states

urlpatterns: list[URLPattern | URLResolver] = [
    path("answers/", answers.answers, name="answers"),
    path("problems/", board.board, name="board"),
    path("problems/data/", data.problems_data, name="problems_data"),
    path("problems/data/schema/", data_schema.problems_schema, name="problems_schema"),
    path("problems/hours/", method.method, name="method"),
    path("problems/states/", states.problem_states, name="problem_states"),
    path("problems/results/", results.everybody, name="results_public"),
    path("problems/results/<int:key>/", results.public, name="result_public"),
    path("problems/<uuid:key>/", board.board_problem, name="board_problem"),
    path("problems/<uuid:key>/me-too/", me_too.me_too, name="board_me_too"),
]
